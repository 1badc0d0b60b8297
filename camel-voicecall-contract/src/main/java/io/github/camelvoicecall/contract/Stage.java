package io.github.camelvoicecall.contract;

import io.github.camelvoicecall.VoiceCallConstants;
import io.github.camelvoicecall.model.CampaignChange;
import io.github.camelvoicecall.model.Identified;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Field;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** An application as users have it, whose provider is a server behind a {@link Front}: a route for each operation, and more on demand. */
final class Stage implements AutoCloseable {
    private static final Map<Operation, String> SUBJECTS = Map.of(
            Operation.TRIGGER_CALL, "callId",
            Operation.LIST_CALLS, "callId",
            Operation.LIST_CAMPAIGN_CALLS, "callId",
            Operation.CREATE_CAMPAIGN, "campaignId",
            Operation.LIST_CAMPAIGNS, "campaignId",
            Operation.LIST_AGENTS, "agentId",
            Operation.CREATE_WEBHOOK, "webhookId");

    private final ProviderServer server;
    private final ProviderSpec spec;
    private final Front front;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final DefaultCamelContext onlooker = new DefaultCamelContext();
    private final ProducerTemplate template;
    private final Map<String, String> ids = new HashMap<>();

    Stage(ProviderServer server) throws Exception {
        this.server = server;
        this.spec = server.provider().spec();
        this.front = new Front(server.baseUrl());
        context.start();
        onlooker.start();
        template = context.createProducerTemplate();
        for (Operation operation : spec.bindings().keySet()) {
            route(operation.id(), uri(operation, server.apiKey()));
        }
    }

    ProviderServer server() {
        return server;
    }

    ProviderSpec spec() {
        return spec;
    }

    Front front() {
        return front;
    }

    DefaultCamelContext context() {
        return context;
    }

    boolean has(Operation operation) {
        return spec.binding(operation).isPresent();
    }

    String uri(Operation operation, String key, String... options) {
        List<String> all = new ArrayList<>(List.of("baseUrl=" + front.baseUrl(), "apiKey=RAW(" + key + ")"));
        server.options().forEach((name, value) -> all.add(name + "=RAW(" + value + ")"));
        all.addAll(List.of(options));
        return "voicecall:" + spec.name() + ":" + operation.id() + "?" + String.join("&", all);
    }

    /** A further route from {@code direct:NAME}. */
    void route(String name, String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + name).to(uri);
            }
        });
    }

    /** What a consumer hands out from now on. */
    <T> List<T> consume(Operation operation, Class<T> type, String... options) throws Exception {
        List<T> got = new CopyOnWriteArrayList<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(operation, server.apiKey(), options))
                        .process(exchange -> got.add(exchange.getMessage().getBody(type)));
            }
        });
        return got;
    }

    /** Does what an operation does, with its sample and the ids that are known, and learns from the answer. */
    Object ask(Operation operation) throws Exception {
        return operation == Operation.ADD_RECIPIENTS
                ? ask(operation, recipients(Fate.NEVER_ENDS, Fate.ANSWERED))
                : ask(operation, sample(operation));
    }

    Object ask(Operation operation, Object body) throws Exception {
        Object answer = ask(operation.id(), body);
        learn(operation, answer);
        return answer;
    }

    /** Sends a message to a route and returns what came of it. */
    Object ask(String route, Object body) throws Exception {
        Exchange exchange = template.request("direct:" + route, message -> {
            message.getMessage().setBody(body);
            message.getMessage().setHeader(VoiceCallConstants.CAMPAIGN_ID, ids.get("campaignId"));
        });
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage().getBody();
    }

    /** The body of a message that asks for an operation. */
    Map<String, Object> sample(Operation operation) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (operation == Operation.TRIGGER_CALL) {
            body.put("to", server.number(Fate.ANSWERED));
        }
        spec.binding(operation).map(Binding::fields).orElse(List.of()).stream()
                .filter(Field::isRequired)
                .filter(field -> ids.containsKey(field.name()))
                .forEach(field -> body.put(field.name(), ids.get(field.name())));
        body.putAll(server.sample(operation));
        return body;
    }

    private List<Map<String, Object>> recipients(Fate... fates) {
        return Stream.of(fates)
                .map(fate -> Map.<String, Object>of("to", server.number(fate)))
                .toList();
    }

    private void learn(Operation operation, Object answer) {
        Object first = answer instanceof List<?> all && !all.isEmpty() ? all.get(0) : answer;
        if (first instanceof Identified thing && SUBJECTS.containsKey(operation)) {
            boolean made = !(answer instanceof List<?>);
            String subject = SUBJECTS.get(operation);
            ids.merge(subject, thing.id(), (known, found) -> made ? found : known);
        }
    }

    /** Has a number called, as the provider does it: at once, or by a campaign. Returns the number. */
    String call(Fate fate) throws Exception {
        if (has(Operation.TRIGGER_CALL)) {
            Map<String, Object> request = sample(Operation.TRIGGER_CALL);
            request.put("to", server.number(fate));
            ask(Operation.TRIGGER_CALL, request);
        } else {
            ask(Operation.CREATE_CAMPAIGN);
            ask(Operation.ADD_RECIPIENTS, recipients(fate));
            start();
        }
        return server.number(fate);
    }

    /** Starts the campaign, and has it confirmed where that is needed. */
    Object start() throws Exception {
        Object change = ask(Operation.START_CAMPAIGN);
        if (change instanceof CampaignChange started
                && started.result() == CampaignChange.Result.NEEDS_CONFIRMATION) {
            server.confirm(started.proposalId());
        }
        return change;
    }

    /** The provider's id of the last call that was placed. */
    String callId() {
        return ids.get("callId");
    }

    /** The call that was placed last, as another application sees it now, from which ours learns nothing. */
    Optional<VoiceCall> look() {
        if (has(Operation.GET_CALL) && has(Operation.TRIGGER_CALL)) {
            return Optional.of((VoiceCall) askElsewhere(Operation.GET_CALL));
        }
        Operation list = has(Operation.LIST_CALLS) ? Operation.LIST_CALLS : Operation.LIST_CAMPAIGN_CALLS;
        return ((List<?>) askElsewhere(list))
                .stream()
                        .map(VoiceCall.class::cast)
                        .filter(call -> callId() == null || callId().equals(call.id()))
                        .findFirst();
    }

    private Object askElsewhere(Operation operation) {
        return onlooker.createFluentProducerTemplate()
                .to(uri(operation, server.apiKey()))
                .withBody(sample(operation))
                .request();
    }

    /** Requests for the endpoint of an operation that came so far. */
    List<Received> received(Operation operation) {
        Endpoint endpoint = Endpoint.of(spec.binding(operation).orElseThrow());
        return front.journal().stream()
                .filter(request -> endpoint.matches(request.method(), request.path()))
                .toList();
    }

    @Override
    public void close() {
        context.stop();
        onlooker.stop();
        front.close();
        server.close();
    }
}
