package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.Settlement.Result;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person settles many at once: the whole list is read first, then each has an answer. */
class SettleManyTest {
    private static final Map<String, Object> PLACED_NOWHERE =
            Map.of("idempotencyKey", "two", "outcome", "PLACED", "callId", "call_mistyped");

    private final FailingLedger store = new FailingLedger(new MemoryCallLedger());
    private VoiceSandbox sandbox;
    private VoiceApp app;

    @BeforeEach
    void start() throws Exception {
        sandbox = VoiceSandbox.vyora().start();
        app = new VoiceApp("vyora", sandbox).ledger(store.ledger());
        HealthCheckHelper.getHealthCheckRepository(app.context(), "producers").setEnabled(true);
        app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:trigger").to(app.uri("triggerCall"));
                from("direct:unresolved").to(app.uri("listUnresolved"));
                from("direct:resolve").to(app.uri("resolveCall"));
            }
        });
    }

    @AfterEach
    void stop() {
        app.close();
        sandbox.close();
    }

    private void lose(String... keys) {
        for (String key : keys) {
            sandbox.failNext(Fault.status(500));
            trigger(key);
        }
    }

    private Exchange trigger(String key) {
        return app.send("direct:trigger", app.request("+15555550101"), Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, key));
    }

    private static Map<String, Object> notPlaced(String key) {
        return Map.of("idempotencyKey", key, "outcome", "NOT_PLACED");
    }

    @SuppressWarnings("unchecked")
    private List<Settlement> resolve(Object... entries) {
        Exchange resolved = app.send("direct:resolve", List.of(entries));
        assertThat(resolved.getException()).isNull();
        return resolved.getMessage().getBody(List.class);
    }

    private int unresolved() {
        return app.send("direct:unresolved", null)
                .getMessage()
                .getBody(List.class)
                .size();
    }

    @Test
    void eachEntryHasItsAnswerAndNoneStopsTheOthers() {
        lose("one", "two", "three", "four");
        String id = trigger("placed").getMessage().getBody(VoiceCall.class).id();
        resolve(notPlaced("one"));

        List<Settlement> settled = resolve(
                notPlaced("one"),
                PLACED_NOWHERE,
                notPlaced("nobody's"),
                notPlaced("placed"),
                Map.of("idempotencyKey", "three", "outcome", "PLACED", "callId", id),
                notPlaced("four"));

        assertThat(settled)
                .extracting(Settlement::result)
                .containsExactly(
                        Result.ALREADY_SETTLED,
                        Result.NOT_FOUND,
                        Result.NOT_FOUND,
                        Result.CONFLICT,
                        Result.CONFLICT,
                        Result.SETTLED);
        assertThat(settled)
                .extracting(Settlement::idempotencyKey)
                .containsExactly("one", "two", "nobody's", "placed", "three", "four");
        assertThat(settled.get(1).reason()).contains("callId").contains("vyora");
        assertThat(settled.get(2).reason()).contains("idempotencyKey").contains("vyora/default");
        assertThat(settled.get(4).reason()).contains("another key");
        assertThat(resolve(Map.of("idempotencyKey", "placed", "outcome", "PLACED", "callId", id)))
                .singleElement()
                .returns(Result.ALREADY_SETTLED, Settlement::result)
                .satisfies(placed -> assertThat(placed.call().id()).isEqualTo(id));
        assertThat(unresolved()).isEqualTo(2);
    }

    @Test
    void aListWithAWrongEntrySettlesNothingAndNamesIt() {
        lose("one", "two");

        Exchange refused = app.send(
                "direct:resolve", List.of(notPlaced("one"), Map.of("idempotencyKey", "two", "outcome", "PLACED")));

        assertThat(refused.getException(InvalidRequestException.class).getField())
                .isEqualTo("[1].callId");
        assertThat(refused.getException()).hasMessageContaining("two");
        Exchange twice = app.send("direct:resolve", List.of(notPlaced("one"), notPlaced("two"), PLACED_NOWHERE));
        assertThat(twice.getException(InvalidRequestException.class).getField()).isEqualTo("[2].idempotencyKey");
        assertThat(twice.getException()).hasMessageContaining("[1]");
        assertThat(app.send("direct:resolve", "[{\"idempotencyKey\":\"one\",\"outcome\":\"PERHAPS\"}]")
                        .getException(InvalidRequestException.class)
                        .getField())
                .isEqualTo("[0].outcome");
        assertThat(unresolved()).isEqualTo(2);
    }

    @Test
    void theFormOfAllIsReadBeforeTheProviderIsAskedAboutAny() {
        lose("two");
        int before = sandbox.requests().size();
        app.send("direct:resolve", List.of(PLACED_NOWHERE, Map.of("outcome", "NOT_PLACED")));
        assertThat(sandbox.requests()).hasSize(before);
    }

    @Test
    void aLedgerThatFailsInTheMiddleSaysHowFarItCameAndTheListMayBeSentAgain() {
        lose("one", "two", "three");
        resolve(notPlaced("one"));
        store.fail("resolve");

        Exchange failed = app.send("direct:resolve", List.of(notPlaced("one"), notPlaced("two"), notPlaced("three")));
        assertThat(failed.getException())
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("entry [0] of 3")
                .hasMessageContaining("again");
        store.fail();

        assertThat(resolve(notPlaced("one"), notPlaced("two"), notPlaced("three")))
                .extracting(Settlement::result)
                .containsExactly(Result.ALREADY_SETTLED, Result.SETTLED, Result.SETTLED);
    }

    @Test
    void oneByItselfIsAnsweredWithItsCallAndSettlingItTwiceIsNoError() {
        lose("one");
        for (int i = 0; i < 2; i++) {
            Exchange settled = app.send("direct:resolve", notPlaced("one"));
            assertThat(settled.getException()).isNull();
            assertThat(settled.getMessage().getBody()).isInstanceOf(VoiceCall.class);
        }
        assertThat(app.send("direct:resolve", Map.of("idempotencyKey", "one", "callId", "c-1"))
                        .getException())
                .isInstanceOf(InvalidRequestException.class);
        assertThat((List<?>) app.send("direct:resolve", "[]").getMessage().getBody(List.class))
                .isEmpty();
    }

    @Test
    void whoOnlyPlacesCallsSeesTheUnknownOnesInHealthToo() {
        lose("one", "two");
        HealthCheck check = HealthCheckHelper.getHealthCheckRepository(app.context(), "producers").stream()
                .filter(producer -> producer.getId().endsWith("triggerCall"))
                .findFirst()
                .orElseThrow();
        assertThat(check.call().getDetails()).containsEntry("calls.unknown", 2L).containsEntry("calls.open", 2L);
    }
}
