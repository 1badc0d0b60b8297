package io.github.camelvoicecall.provider;

import io.github.camelvoicecall.model.CallRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One operation of a provider's API: how it is asked and how the answer is read. Immutable; the engine executes it.
 *
 * <p>Fields whose name stands in the path as {@code {name}} go there; the others go into the query of reads and deletes, and into the body of everything else. A name in the path
 * that isn't declared is a required text.
 */
public final class Binding implements Cloneable {
    /** Blank, or a step in a path. */
    private static final Pattern NO_ID = Pattern.compile("[\\s.]*");

    /** The provider's own fields, passed on as they are. */
    public static final String EXTRA = "extra";

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    private final String method;
    private final String path;
    private List<Field> fields = List.of();
    private Consumer<Asked> rule;
    private Function<CallRequest, JsonBody> body;
    private Consumer<CallRequest> check;
    private Set<RequestField> accepts = Set.of();
    private String items;
    private BiFunction<Json, Asked, ?> reader;
    private String identity;
    private Paging paging;
    private Bulk bulk;
    private Repeat repeat;
    private Lifecycle lifecycle;
    private String scope;
    private boolean timeless;
    private boolean brief;
    private Following following;

    private Binding(String method, String path, Repeat repeat) {
        this.method = method;
        this.path = path;
        this.repeat = repeat;
        this.fields = withPlaces(List.of());
    }

    /**
     * A read.
     *
     * @param path path below the base URL
     * @return the binding
     */
    public static Binding get(String path) {
        return new Binding("GET", path, Repeat.SAFE);
    }

    /**
     * A request that changes something and is never sent again once it may have arrived, unless {@link #keyed()} or {@link #upsert()} says otherwise.
     *
     * @param path path below the base URL
     * @return the binding
     */
    public static Binding post(String path) {
        return new Binding("POST", path, Repeat.NEVER);
    }

    /**
     * A change that is the same when it is made twice.
     *
     * @param path path below the base URL
     * @return the binding
     */
    public static Binding put(String path) {
        return new Binding("PUT", path, Repeat.SAFE);
    }

    /**
     * A removal.
     *
     * @param path path below the base URL
     * @return the binding
     */
    public static Binding delete(String path) {
        return new Binding("DELETE", path, Repeat.SAFE);
    }

    private Binding with(Consumer<Binding> change) {
        try {
            Binding changed = (Binding) clone();
            change.accept(changed);
            return changed;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    // How it is asked

    /**
     * @param declared what may be asked for; in this order it is sent
     * @return the changed binding
     */
    public Binding fields(Field... declared) {
        return with(binding -> binding.fields = binding.withPlaces(List.of(declared)));
    }

    /**
     * @param across a rule over several fields, throws {@link FieldException}
     * @return the changed binding
     */
    public Binding rule(Consumer<Asked> across) {
        return with(binding -> binding.rule = across);
    }

    /**
     * @param writer makes the body of a call to be placed
     * @return the changed binding
     */
    public Binding body(Function<CallRequest, JsonBody> writer) {
        return with(binding -> binding.body = writer);
    }

    /**
     * @param own the provider's own rule for calls, throws {@link FieldException}
     * @return the changed binding
     */
    public Binding check(Consumer<CallRequest> own) {
        return with(binding -> binding.check = own);
    }

    /**
     * @param first a field of a call that the provider honours
     * @param more further ones
     * @return the changed binding
     */
    public Binding accepts(RequestField first, RequestField... more) {
        return with(binding -> binding.accepts = EnumSet.of(first, more));
    }

    /** @return the changed binding: the provider honours its idempotency header here */
    public Binding keyed() {
        return with(binding -> binding.repeat = Repeat.KEYED);
    }

    /** @return the changed binding: sent twice it creates once, since the provider knows things by a natural key */
    public Binding upsert() {
        return with(binding -> binding.repeat = Repeat.SAFE);
    }

    /**
     * @param rows how recipients are added, many in a request; the fields stand around their array
     * @return the changed binding
     */
    public Binding bulk(Bulk rows) {
        return with(binding -> binding.bulk = rows);
    }

    /**
     * @param states when this may be done to a campaign
     * @return the changed binding
     */
    public Binding when(Lifecycle states) {
        return with(binding -> binding.lifecycle = states);
    }

    /**
     * @param right the right that a key needs for this
     * @return the changed binding
     */
    public Binding scope(String right) {
        return with(binding -> binding.scope = right);
    }

    // How the answer is read

    /**
     * @param reading reads the answer
     * @return the changed binding
     */
    public Binding reads(Function<Json, ?> reading) {
        return reads((json, asked) -> reading.apply(json));
    }

    /**
     * @param reading reads the answer, with what was asked for, which answers don't always repeat
     * @return the changed binding
     */
    public Binding reads(BiFunction<Json, Asked, ?> reading) {
        return with(binding -> {
            binding.items = null;
            binding.reader = reading;
        });
    }

    /**
     * @param pointer pointer to the array; empty for an answer that is an array, or an object that holds just one
     * @param id field that tells items apart, for pages that shift while they are read; null for none
     * @param reading reads an item
     * @return the changed binding
     */
    public Binding items(String pointer, String id, Function<Json, ?> reading) {
        return items(pointer, id, (json, asked) -> reading.apply(json));
    }

    /**
     * @param pointer pointer to the array; empty for an answer that is an array, or an object that holds just one
     * @param id field that tells items apart, for pages that shift while they are read; null for none
     * @param reading reads an item, with what was asked for, which items don't always repeat
     * @return the changed binding
     */
    public Binding items(String pointer, String id, BiFunction<Json, Asked, ?> reading) {
        return with(binding -> {
            binding.items = pointer;
            binding.identity = id;
            binding.reader = reading;
        });
    }

    /**
     * @param how how the list goes on
     * @return the changed binding
     */
    public Binding paging(Paging how) {
        return with(binding -> binding.paging = how);
    }

    /** @return the changed binding: its calls tell no times; those made last come first, unless ids that count up show otherwise */
    public Binding timeless() {
        return with(binding -> binding.timeless = true);
    }

    /** @return the changed binding: its calls may lack what came of them, which a read of the call shows */
    public Binding brief() {
        return with(binding -> binding.brief = true);
    }

    /**
     * @param asked field and value by which those changed last come first
     * @param value see there
     * @param changedAt field of an item that says when it was changed last
     * @return the changed binding: its calls are listed nowhere else, so it is read again and again for what has changed
     */
    public Binding followed(String asked, String value, String changedAt) {
        return with(binding -> binding.following = new Following(Map.of(asked, value), changedAt));
    }

    // What the engine does with it

    /**
     * Reads and checks what a message asks for.
     *
     * @param given values by our names; null and blank ones count as missing
     * @param phones brings phone numbers into E.164
     * @return what is asked for
     * @throws FieldException naming the field that is unknown, missing or wrong
     */
    public Asked ask(Map<String, ?> given, Phones phones) {
        Map<String, Object> own = new LinkedHashMap<>(given);
        Object extra = own.remove(EXTRA);
        if (extra != null && !(Plain.of(extra) instanceof Map<?, ?>)) {
            throw new FieldException(EXTRA, "must be an object with the provider's own fields");
        }
        Asked asked = new Asked(Field.read(fields, own, "", phones), extra == null ? Map.of() : map(extra));
        if (rule != null) {
            rule.accept(asked);
        }
        return asked;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object extra) {
        return (Map<String, Object>) Plain.of(extra);
    }

    /**
     * Makes the request.
     *
     * @param asked what is asked for
     * @return path, query and body
     * @throws FieldException if a field of the provider's own is set already
     */
    public Filled fill(Asked asked) {
        List<Field> free =
                fields.stream().filter(field -> !inPath(field.name())).toList();
        Map<String, Object> sent = Field.sent(free, asked.values());
        asked.extra().forEach((name, value) -> {
            if (sent.putIfAbsent(name, value) != null) {
                throw new FieldException(
                        EXTRA + "." + name, "is set by the component already; use the request's own field for it");
            }
        });
        boolean bodyless = method.equals("GET") || method.equals("DELETE");
        boolean noBody = bodyless || free.isEmpty() && sent.isEmpty();
        return new Filled(path(asked), bodyless ? query(sent) : Map.of(), noBody ? null : Json.write(sent));
    }

    private static Map<String, String> query(Map<String, Object> sent) {
        Map<String, String> query = new LinkedHashMap<>();
        sent.forEach((name, value) -> query.put(name, String.valueOf(value)));
        return query;
    }

    private String path(Asked asked) {
        return PLACE.matcher(path)
                .replaceAll(place -> Matcher.quoteReplacement(encoded(place.group(1), asked.text(place.group(1)))));
    }

    /**
     * Tells whether a text can be the id of anything: it can't be asked for if it is blank, or a step in a path.
     *
     * @param text the text, or null
     * @return true if it can
     */
    public static boolean isId(String text) {
        return text != null && !NO_ID.matcher(text).matches();
    }

    private static String encoded(String name, String value) {
        if (!isId(value)) {
            throw new FieldException(name, "is missing or no id");
        }
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private boolean inPath(String name) {
        return path.contains("{" + name + "}");
    }

    private List<Field> withPlaces(List<Field> declared) {
        List<Field> all = new ArrayList<>();
        PLACE.matcher(path)
                .results()
                .map(place -> place.group(1))
                .forEach(name -> all.add(declared.stream()
                        .filter(field -> field.name().equals(name))
                        .findFirst()
                        .orElseGet(() -> Field.text(name).required())));
        declared.stream().filter(field -> !inPath(field.name())).forEach(all::add);
        return List.copyOf(all);
    }

    /**
     * Reads an answer, or an item of it.
     *
     * @param json the answer or item
     * @param asked what was asked for
     * @return what the provider's reader makes of it
     */
    public Object read(Json json, Asked asked) {
        return reader.apply(json, asked);
    }

    /**
     * Finds the items of a list.
     *
     * @param answer the answer
     * @return the array, or something else if there is none
     */
    public Json array(Json answer) {
        return items.isEmpty() ? answer.onlyArray() : answer.at(items);
    }

    // What it is

    /** @return HTTP method */
    public String method() {
        return method;
    }

    /** @return path below the base URL, with places such as {@code {callId}} */
    public String path() {
        return path;
    }

    /** @return what may be asked for, those of the path first */
    public List<Field> fields() {
        return fields;
    }

    /** @return makes the body of a call to be placed; null for none */
    public Function<CallRequest, JsonBody> body() {
        return body;
    }

    /** @return the provider's own rule for calls; null for none */
    public Consumer<CallRequest> check() {
        return check;
    }

    /** @return fields of a call that the provider honours */
    public Set<RequestField> accepts() {
        return accepts;
    }

    /** @return pointer to the array of a list; null for an answer of one thing */
    public String items() {
        return items;
    }

    /** @return how recipients are added, if they are */
    public Optional<Bulk> bulk() {
        return Optional.ofNullable(bulk);
    }

    /** @return true when it says how the answer is read */
    public boolean hasReader() {
        return reader != null || bulk != null;
    }

    /** @return field that tells items apart; null for none */
    public String identity() {
        return identity;
    }

    /** @return how the list goes on; null for an answer of one thing */
    public Paging paging() {
        return paging;
    }

    /** @return true for a list */
    public boolean lists() {
        return items != null;
    }

    /** @return true when it changes something at the provider */
    public boolean changes() {
        return !method.equals("GET");
    }

    /** @return whether it may be sent again when nobody knows whether it arrived */
    public Repeat repeat() {
        return repeat;
    }

    /** @return when this may be done to a campaign, if that is documented */
    public Optional<Lifecycle> lifecycle() {
        return Optional.ofNullable(lifecycle);
    }

    /** @return true for a list of calls that tell no times */
    public boolean isTimeless() {
        return timeless;
    }

    /** @return true for a list of calls that may lack what came of them */
    public boolean isBrief() {
        return brief;
    }

    /** @return how its calls are followed, for a list that is the only one to show them */
    public Optional<Following> following() {
        return Optional.ofNullable(following);
    }

    /** @return true when it can be asked without saying anything */
    public boolean needsNothing() {
        return fields.stream().noneMatch(field -> field.isRequired() && field.standard() == null);
    }

    /** @return the right that a key needs for this, if the provider has such rights */
    public Optional<String> scope() {
        return Optional.ofNullable(scope);
    }
}
