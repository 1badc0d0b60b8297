package io.github.camelvoicecall.contract;

import io.github.camelvoicecall.VoiceCallConstants;
import io.github.camelvoicecall.model.CampaignChange;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** An application as users have it, whose provider is a server behind a {@link Front}: a route for each operation, and more on demand. */
final class Stage implements AutoCloseable {
    private final ProviderServer server;
    private final ProviderSpec spec;
    private final Front front;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final DefaultCamelContext onlooker = new DefaultCamelContext();
    private final ProducerTemplate template;
    private final Samples samples;

    Stage(ProviderServer server) throws Exception {
        this.server = server;
        this.spec = server.provider().spec();
        this.samples = new Samples(server, spec);
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

    Samples samples() {
        return samples;
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

    /** Does what an operation does, as its sample says. */
    Object ask(Operation operation) throws Exception {
        return switch (operation) {
            case TRIGGER_CALL -> ask(operation, samples.call(Fate.ANSWERED));
            case ADD_RECIPIENTS -> ask(operation, samples.recipients(Fate.NEVER_ENDS, Fate.ANSWERED));
            case START_CAMPAIGN -> confirmed(ask(operation, samples.of(operation)));
            default -> ask(operation, samples.of(operation));
        };
    }

    Object ask(Operation operation, Object body) throws Exception {
        Object answer = ask(operation.id(), body);
        samples.learn(operation, answer);
        return answer;
    }

    private Object confirmed(Object start) {
        if (start instanceof CampaignChange change && change.result() == CampaignChange.Result.NEEDS_CONFIRMATION) {
            server.confirm(change.proposalId());
        }
        return start;
    }

    /** Sends a message to a route and returns what came of it. */
    Object ask(String route, Object body) throws Exception {
        Exchange exchange = template.request("direct:" + route, message -> {
            message.getMessage().setBody(body);
            message.getMessage().setHeader(VoiceCallConstants.CAMPAIGN_ID, samples.id("campaignId"));
        });
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage().getBody();
    }

    /** Has a number called, as the provider does it: at once, or by a campaign. Returns the number. */
    String call(Fate fate) throws Exception {
        if (has(Operation.TRIGGER_CALL)) {
            ask(Operation.TRIGGER_CALL, samples.call(fate));
        } else {
            ask(Operation.CREATE_CAMPAIGN);
            ask(Operation.ADD_RECIPIENTS, samples.recipients(fate));
            ask(Operation.START_CAMPAIGN);
        }
        return server.number(fate);
    }

    /** The provider's id of the last call that was placed. */
    String callId() {
        return samples.id("callId");
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
                .withBody(samples.of(operation))
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
