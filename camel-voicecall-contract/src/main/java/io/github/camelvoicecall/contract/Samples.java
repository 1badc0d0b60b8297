package io.github.camelvoicecall.contract;

import io.github.camelvoicecall.model.Identified;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Field;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What messages ask of operations: what the author says, completed by ids that earlier answers told. Not thread safe. */
final class Samples {
    private static final Map<Operation, String> TOLD_BY = Map.of(
            Operation.TRIGGER_CALL, "callId",
            Operation.LIST_CALLS, "callId",
            Operation.LIST_CAMPAIGN_CALLS, "callId",
            Operation.CREATE_CAMPAIGN, "campaignId",
            Operation.LIST_CAMPAIGNS, "campaignId",
            Operation.LIST_AGENTS, "agentId",
            Operation.CREATE_WEBHOOK, "webhookId");

    private final ProviderServer server;
    private final ProviderSpec spec;
    private final Map<String, String> ids = new HashMap<>();

    Samples(ProviderServer server, ProviderSpec spec) {
        this.server = server;
        this.spec = spec;
    }

    /** The body of a message that asks for an operation. */
    Map<String, Object> of(Operation operation) {
        Map<String, Object> body = new LinkedHashMap<>();
        spec.binding(operation).map(Binding::fields).orElse(List.of()).stream()
                .filter(Field::isRequired)
                .filter(field -> ids.containsKey(field.name()))
                .forEach(field -> body.put(field.name(), ids.get(field.name())));
        body.putAll(server.sample(operation));
        return body;
    }

    /** The body of a message that has a number called. */
    Map<String, Object> call(Fate fate) {
        Map<String, Object> body = of(Operation.TRIGGER_CALL);
        body.put("to", server.number(fate));
        return body;
    }

    /** The body of a message that puts numbers on a campaign's list. */
    List<Map<String, Object>> recipients(Fate... fates) {
        return Stream.of(fates)
                .map(fate -> Map.<String, Object>of("to", server.number(fate)))
                .toList();
    }

    /** Remembers the id in an answer: of what was made, or of the first in a list as long as nothing else is known. */
    void learn(Operation operation, Object answer) {
        Object first = answer instanceof List<?> all && !all.isEmpty() ? all.get(0) : answer;
        if (first instanceof Identified thing && TOLD_BY.containsKey(operation)) {
            boolean made = first == answer;
            ids.merge(TOLD_BY.get(operation), thing.id(), (known, found) -> made ? found : known);
        }
    }

    /** An id by its name in messages; null if nothing has told it. */
    String id(String name) {
        return ids.get(name);
    }
}
