package io.github.camelvoicecall.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Where the fields of a provider's answers stand when nobody documents them: by our name the places to look at, the first that is there wins. Case, {@code -}, {@code _} and blanks
 * in names don't matter. Users can name another place. Immutable.
 */
public final class FieldNames {
    /** Answers are documented: a name is just that. */
    public static final FieldNames NONE = new FieldNames(Map.of());

    private static final Pattern SEPARATORS = Pattern.compile("[-_. ]+");

    private final Map<String, List<String>> places;

    private FieldNames(Map<String, List<String>> places) {
        this.places = Collections.unmodifiableMap(places);
    }

    /**
     * Says where a field may stand, in place of what was said of it before.
     *
     * @param ours our name
     * @param theirs field names, or JSON pointers when they start with {@code /}
     * @return the extended names
     */
    public FieldNames with(String ours, String... theirs) {
        Map<String, List<String>> more = new LinkedHashMap<>(places);
        more.put(ours, List.of(theirs));
        return new FieldNames(more);
    }

    /**
     * Adds fields that stand under our own names, as far as anybody knows.
     *
     * @param ours our names
     * @return the extended names
     */
    public FieldNames and(String... ours) {
        FieldNames names = this;
        for (String name : ours) {
            names = names.with(name, name);
        }
        return names;
    }

    /** @return our names */
    public Set<String> ours() {
        return places.keySet();
    }

    /** What stands there, not null. */
    JsonNode find(JsonNode node, String name) {
        List<String> theirs = places.get(name);
        return theirs == null
                ? node.path(name)
                : theirs.stream()
                        .flatMap(place -> at(node, place))
                        .filter(Predicate.not(JsonNode::isNull))
                        .findFirst()
                        .orElse(MissingNode.getInstance());
    }

    private static Stream<JsonNode> at(JsonNode node, String place) {
        JsonNode found = place.startsWith("/") ? node.at(place) : node.path(place);
        return found.isMissingNode() ? folded(node, place) : Stream.of(found);
    }

    private static Stream<JsonNode> folded(JsonNode node, String place) {
        String wanted = fold(place);
        return StreamSupport.stream(((Iterable<String>) node::fieldNames).spliterator(), false)
                .filter(name -> fold(name).equals(wanted))
                .map(node::get);
    }

    private static String fold(String name) {
        return SEPARATORS.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
