package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.RateLimit;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of many leads, an error says which one failed, and in which field. */
class FailedLeadTest {
    private final List<VoiceCallException> failures = new CopyOnWriteArrayList<>();
    private VoiceSandbox sandbox;
    private VoiceApp app;

    @BeforeEach
    void start() throws Exception {
        sandbox = VoiceSandbox.vyora().rateLimit(RateLimit.NONE).start();
        app = new VoiceApp("vyora", sandbox);
        app.start(new RouteBuilder() {
            @Override
            public void configure() {
                String uri = app.uri("triggerCall", "requestsPerMinute=0", "agentId=" + sandbox.agentId());
                onException(VoiceCallException.class)
                        .handled(true)
                        .process(exchange -> failures.add(
                                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, VoiceCallException.class)));
                from("direct:all").split(body()).to(uri).end();
                from("direct:keyed").to(uri + "&idempotencyKey=crm-${header.lead}");
            }
        });
    }

    @AfterEach
    void stop() {
        app.close();
        sandbox.close();
    }

    private VoiceCallException failure() {
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }

    @Test
    void theOneBadNumberOfAListIsNamedByItsKey() {
        List<Map<String, Object>> leads = IntStream.range(0, 50)
                .mapToObj(i -> Map.<String, Object>of(
                        "to", i == 33 ? "nonsense" : "+155555502" + (10 + i), "idempotencyKey", "lead-" + i))
                .toList();

        app.send("direct:all", leads);

        assertThat(failure()).isInstanceOfSatisfying(InvalidRequestException.class, e -> assertThat(e.getField())
                .isEqualTo("to"));
        assertThat(failure().getIdempotencyKey()).isEqualTo("lead-33");
        assertThat(failure()).hasMessageContaining("to ").hasMessageContaining("[idempotencyKey lead-33]");
        assertThat(sandbox.totalRings()).isEqualTo(49);
    }

    @Test
    void aKeyIsNamedWhereverItStandsAndItsNumbersAreMasked() {
        String json = "{\"to\":\"nonsense\",\"idempotencyKey\":\"body/+15555550123\"}";
        app.send("direct:keyed", new ByteArrayInputStream(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        app.send("direct:keyed", Map.of("to", "nonsense"), Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "header"));
        app.send("direct:keyed", Map.of("to", "nonsense"), Map.of("lead", 7));
        app.send("direct:keyed", Map.of("to", "nonsense"));
        app.send("direct:all", List.of("no json"), Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "header"));

        assertThat(failures)
                .extracting(VoiceCallException::getIdempotencyKey)
                .containsExactly("body/+15555550123", "header", "crm-7", null, "header");
        assertThat(failures.get(0)).hasMessageContaining("body/+*********23").hasMessageNotContaining("5555550123");
        assertThat(failures.get(3)).hasMessageNotContaining("[");
    }

    @Test
    void anUnknownCallIsNamedByTheKeyThatWasMadeForItSoThatItCanBeSettled() {
        sandbox.failNext(Fault.status(503));
        app.send("direct:all", List.of(Map.of("to", "+15555550101")));

        assertThat(failure()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(failure().getIdempotencyKey()).startsWith("made-");
    }
}
