package io.github.camelvoicecall.faults.matrix;

import io.github.camelvoicecall.VoiceAccount;
import io.github.camelvoicecall.VoiceCallConstants;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.model.RecipientsAdded;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** An application that dials, as users have it: a route to what dials, and one on which Camel's error handler sends a failed message again. */
final class App implements AutoCloseable {
    /** Time for a webhook to come before the message does. */
    private static final long REDELIVERY_DELAY = 2000;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;
    private final Site site;

    App(Site site, CallLedger ledger) {
        this.site = site;
        context.getRegistry().bind("ledger", CallLedger.class, ledger);
        template = context.createProducerTemplate();
    }

    DefaultCamelContext context() {
        return context;
    }

    void start() {
        context.start();
        template.start();
    }

    /** Dials and says what the route saw. */
    String dial(String number, String key) {
        return dial(site.dialling(), number, key);
    }

    /** Dials at another address, where the provider isn't. */
    String dialAt(String address, String number, String key) {
        VoiceAccount account = new VoiceAccount();
        account.setProvider(site.provider().id());
        account.setApiKey(site.apiKey());
        account.setBaseUrl(address);
        context.getRegistry().bind(key, account);
        return dial(site.diallingBy(key), number, key);
    }

    private String dial(String uri, String number, String key) {
        return saw(template.request(uri, exchange -> message(exchange, number, key)));
    }

    /** The same with up to two redeliveries by Camel's error handler. */
    String dialAndRedeliver(String number, String key) throws Exception {
        String route = "redelivering-" + key;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler()
                        .maximumRedeliveries(2)
                        .redeliveryDelay(REDELIVERY_DELAY)
                        .logExhausted(false));
                from("direct:" + route).to(site.dialling());
            }
        });
        return dial("direct:" + route, number, key);
    }

    private void message(Exchange exchange, String number, String key) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(VoiceCallConstants.IDEMPOTENCY_KEY, key);
        if (site.provider() == Provider.AGORALIA) {
            headers.put(VoiceCallConstants.CAMPAIGN_ID, site.campaignId());
        }
        exchange.getMessage().setHeaders(headers);
        exchange.getMessage().setBody(site.body(number));
    }

    private static String saw(Exchange exchange) {
        if (exchange.getException() instanceof VoiceCallException e) {
            return e.getClass().getSimpleName() + " " + e.outcome();
        }
        if (exchange.getException() != null) {
            return exchange.getException().toString();
        }
        Object body = exchange.getMessage().getBody();
        if (body instanceof RecipientsAdded added) {
            return added.skipped() == 1 ? "skipped 1" : added.accepted() == 1 ? "accepted 1" : added.toString();
        }
        String id = body instanceof VoiceCall call && call.id() != null ? "id" : String.valueOf(body);
        return Boolean.TRUE.equals(exchange.getMessage().getHeader(VoiceCallConstants.REPLAYED))
                ? id + " replayed"
                : id;
    }

    @Override
    public void close() {
        template.stop();
        context.stop();
    }
}
