package io.github.camelvoicecall.docs;

import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Bulk;
import io.github.camelvoicecall.provider.Lifecycle;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.Repeat;
import io.github.camelvoicecall.provider.VoiceProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each provider can do, and what keeps it from happening twice or getting lost: one table, read out of the declarations. */
final class Capabilities {
    private static final String PROVIDERS =
            "camel-voicecall-component/src/main/resources/META-INF/services/org/apache/camel/voicecall-provider";

    /** What the words in the table mean. */
    static final List<String> LEGEND = List.of(
            "Of what changes something, the table says in parentheses what happens when the answer is lost:",
            "",
            "- **key**: the request carries an idempotency key that the provider honours, and is sent again under it.",
            "- **natural key**: the provider knows the thing again, by its id or yours, so it is sent again.",
            "- **look-up by reference**: our reference travels with the call and comes back in the list or the webhook. Nothing is sent again.",
            "- **look-up by number**: nothing of ours comes back; number, agent and time find the call if only one can be meant.",
            "- **look-up of its status**: the campaign is read, and tells whether it was done.",
            "- **none**: the outcome is unknown, and the error says so. Nothing is sent again.",
            "",
            "Reads are sent again anyway. Of `callCompleted` it says how a finished call is learnt; a webhook is believed for its signature",
            "(**signed**), or let in by a **token** of yours and the call then read over your key.");

    private static final String NO = "no";

    private Capabilities() {}

    /**
     * A provider that the component brings along.
     *
     * @param title its name as people write it
     * @param spec its declaration
     */
    record Known(String title, ProviderSpec spec) {}

    /** Those that the component brings along, by name. */
    static List<Known> providers() throws IOException {
        try (Stream<Path> files = Files.list(Page.ROOT.resolve(PROVIDERS))) {
            List<Known> known = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                Class<?> type = Class.forName(Files.readString(file).strip().substring("class=".length()));
                VoiceProvider provider = (VoiceProvider) type.getConstructor().newInstance();
                known.add(new Known(type.getSimpleName(), provider.spec()));
            }
            return known;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The table.
     *
     * @param folder where the pages of providers are, seen from the page that shows the table
     * @return its lines
     */
    static List<String> table(String folder) throws IOException {
        List<Known> providers = providers();
        List<String> lines = new ArrayList<>();
        lines.add("| Operation | "
                + providers.stream()
                        .map(known -> "[" + known.title() + "](" + folder
                                + known.spec().name() + ".md)")
                        .collect(Collectors.joining(" | "))
                + " |");
        lines.add("|---|" + "---|".repeat(providers.size()));
        for (Operation operation : Operation.values()) {
            lines.add("| `" + operation + "`" + (operation.consumes() ? " (consumer)" : "") + " | "
                    + providers.stream()
                            .map(known -> guarantee(known.spec(), operation))
                            .collect(Collectors.joining(" | "))
                    + " |");
        }
        return lines;
    }

    static String guarantee(ProviderSpec spec, Operation operation) {
        return switch (operation) {
            case LIST_UNRESOLVED, RESOLVE_CALL -> "from the ledger";
            case CALL_COMPLETED -> completion(spec);
            case CALL_EVENTS -> webhook(spec).orElse(NO);
            default ->
                spec.binding(operation)
                        .map(binding -> guarantee(spec, operation, binding))
                        .orElse(NO);
        };
    }

    private static String completion(ProviderSpec spec) {
        return Stream.of(
                        webhook(spec),
                        spec.binding(Operation.LIST_CALLS).map(binding -> "list"),
                        spec.binding(Operation.GET_CALL).map(binding -> "single read"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> webhook(ProviderSpec spec) {
        return spec.webhook().map(scheme -> "webhook (" + (scheme.signature() == null ? "token" : "signed") + ")");
    }

    /** What becomes of a request that changes something when its answer is lost. */
    private static String guarantee(ProviderSpec spec, Operation operation, Binding binding) {
        if (binding.method().equals("GET")) {
            return "yes";
        }
        String ways = Stream.of(
                        binding.repeat() == Repeat.KEYED ? "key" : null,
                        natural(binding) ? "natural key" : null,
                        operation == Operation.TRIGGER_CALL ? lookUp(spec) : null,
                        binding.lifecycle().filter(Capabilities::isMove).isPresent() ? "look-up of its status" : null)
                .filter(way -> way != null)
                .collect(Collectors.joining(", "));
        return "yes (" + (ways.isEmpty() ? "none" : ways) + ")";
    }

    /** Of people the provider's own name for them; of a thing with an id, that id. */
    private static boolean natural(Binding binding) {
        return binding.bulk().map(Bulk::upserts).orElse(false) || binding.repeat() == Repeat.SAFE;
    }

    private static boolean isMove(Lifecycle lifecycle) {
        return !lifecycle.done().isEmpty();
    }

    private static String lookUp(ProviderSpec spec) {
        if (spec.listsReferences()) {
            return "look-up by reference: list";
        }
        if (spec.echo().isPresent() && spec.webhook().isPresent()) {
            return "look-up by reference: webhook";
        }
        return spec.listsNumbersOnly() ? "look-up by number" : null;
    }
}
