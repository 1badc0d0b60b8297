package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.CallGuard.Verdict;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRefusedException;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.sandbox.Fault;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.Ordered;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may not be called is not called. */
class CallGuardTest {
    private static final String NUMBER = "+15555550101";
    private static final Map<String, Object> KEY = Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "lead-7");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private VoiceSandbox sandbox;
    private VoiceApp app;

    @BeforeEach
    void prepare() {
        sandbox = VoiceSandbox.vyora().start();
        app = new VoiceApp("vyora", sandbox);
    }

    @AfterEach
    void stop() {
        app.close();
        sandbox.close();
    }

    private void start(String... options) throws Exception {
        app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:trigger").to(app.uri("triggerCall", options));
                from("direct:unresolved").to(app.uri("listUnresolved"));
            }
        });
    }

    private CallGuard noting(String name, Verdict verdict) {
        return (account, request) -> {
            asked.add(name);
            return verdict;
        };
    }

    private record First(CallGuard guard) implements CallGuard, Ordered {
        @Override
        public Verdict check(AccountId account, CallRequest request) throws Exception {
            return guard.check(account, request);
        }

        @Override
        public int getOrder() {
            return Ordered.HIGHEST;
        }
    }

    private Exchange trigger() {
        return app.send("direct:trigger", app.request(NUMBER), KEY);
    }

    private CallRefusedException refused() {
        return trigger().getException(CallRefusedException.class);
    }

    @Test
    void aRefusalNamesGuardAndReasonRingsNobodyAndLeavesTheKeyFree() throws Exception {
        AtomicReference<Verdict> verdict = new AtomicReference<>(Verdict.refuse("on the list since May, " + NUMBER));
        app.bind("doNotCall", (CallGuard) (account, request) -> verdict.get());
        start();

        CallRefusedException refused = refused();

        assertThat(refused.outcome()).isEqualTo(Outcome.NOT_PLACED);
        assertThat(refused.getGuard()).isEqualTo("doNotCall");
        assertThat(refused.getReason()).isEqualTo("on the list since May, " + NUMBER);
        assertThat(refused)
                .hasMessageContaining("doNotCall")
                .hasMessageContaining("on the list since May")
                .hasMessageContaining("lead-7")
                .hasMessageNotContaining("5555550101");
        assertThat(sandbox.posts(NUMBER)).isZero();
        assertThat((List<?>) app.send("direct:unresolved", null).getMessage().getBody(List.class))
                .isEmpty();
        verdict.set(Verdict.allow());
        assertThat(app.send("direct:trigger", app.request("+15555550102"), KEY).getException())
                .as("even for another call")
                .isNull();
    }

    @Test
    void itSeesTheAccountAndTheCallAsItWouldBePlaced() throws Exception {
        AtomicReference<CallRequest> seen = new AtomicReference<>();
        AtomicReference<AccountId> where = new AtomicReference<>();
        app.bind("guard", (CallGuard) (account, request) -> {
            seen.set(request);
            where.set(account);
            return Verdict.allow();
        });
        start("defaultRegion=US", "agentId=" + sandbox.agentId(), "idempotencyKey=lead-${header.lead}");

        app.send(
                "direct:trigger",
                Map.of("to", "(555) 555-0101", "variables", Map.of("fee", "12"), "metadata", Map.of("crm", "7")),
                Map.of("lead", 7));

        assertThat(where.get()).isEqualTo(new AccountId("vyora", "default"));
        assertThat(seen.get())
                .returns(NUMBER, CallRequest::to)
                .returns(sandbox.agentId(), CallRequest::agentId)
                .returns("lead-7", CallRequest::idempotencyKey)
                .returns(Map.of("fee", "12"), CallRequest::variables)
                .returns(Map.of("crm", "7"), CallRequest::metadata);
        assertThat(sandbox.rings(NUMBER)).isOne();
    }

    @Test
    void oneThatFailsOrSaysNothingHasRefused() throws Exception {
        AtomicReference<CallGuard> guard = new AtomicReference<>((account, request) -> {
            throw new java.io.IOException("the list can't be read");
        });
        app.bind("doNotCall", (CallGuard) (account, request) -> guard.get().check(account, request));
        start();

        assertThat(refused())
                .hasMessageContaining("guard doNotCall")
                .hasMessageContaining("what can't be checked is not called")
                .hasMessageContaining("the list can't be read")
                .hasRootCauseInstanceOf(java.io.IOException.class);
        guard.set((account, request) -> null);
        assertThat(refused()).hasMessageContaining("no verdict");
        guard.set((account, request) -> Verdict.refuse(null));
        assertThat(refused()).hasMessageContaining("no reason");
        assertThat(sandbox.posts(NUMBER)).isZero();
    }

    @Test
    void theyAreAskedInOrderUntilOneRefuses() throws Exception {
        app.bind("b", noting("b", Verdict.allow()))
                .bind("a", noting("a", Verdict.allow()))
                .bind("z", new First(noting("z", Verdict.allow())))
                .bind("c", noting("c", Verdict.refuse("closed")))
                .bind("d", noting("d", Verdict.allow()));
        start();

        assertThat(refused().getGuard()).isEqualTo("c");
        assertThat(asked).containsExactly("z", "a", "b", "c");
    }

    @Test
    void anEndpointMayNameItsOwn() throws Exception {
        app.bind("hours", noting("hours", Verdict.allow()))
                .bind("list", noting("list", Verdict.allow()))
                .bind("budget", noting("budget", Verdict.refuse("spent")));
        start("guards=list,#hours");

        assertThat(trigger().getException()).isNull();
        assertThat(asked).containsExactly("list", "hours");
    }

    @Test
    void aNameThatIsNoGuardFailsAtStart() {
        app.bind("list", noting("list", Verdict.allow()));
        assertThatThrownBy(() -> start("guards=list,hours"))
                .rootCause()
                .hasMessageContaining("guards")
                .hasMessageContaining("'hours'");
    }

    @Test
    void whatTheLedgerKnowsIsAnsweredWithoutAsking() throws Exception {
        app.bind("guard", noting("guard", Verdict.allow()));
        start();
        trigger();
        sandbox.failNext(Fault.status(503));
        Map<String, Object> other = Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "lead-8");
        app.send("direct:trigger", app.request(NUMBER), other);
        asked.clear();

        assertThat(trigger().getMessage().getHeader(VoiceCallConstants.REPLAYED))
                .isEqualTo(true);
        assertThat(app.send("direct:trigger", app.request(NUMBER), other).getException())
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void itIsAskedAgainBeforeEachTry() throws Exception {
        app.bind("guard", noting("guard", Verdict.allow()));
        start();
        sandbox.failNext(Fault.throttled(Duration.ofSeconds(1)));

        assertThat(trigger().getException()).isNull();
        assertThat(asked).hasSize(2);
        assertThat(sandbox.rings(NUMBER)).isOne();
    }

    @Test
    void aRefusedCallGivesItsTurnBack() throws Exception {
        app.bind("guard", (CallGuard)
                (account, request) -> request.to().equals(NUMBER) ? Verdict.refuse("closed") : Verdict.allow());
        start("requestsPerMinute=1", "maxRetryWait=5s");

        assertThat(refused()).isNotNull();
        assertThat(refused()).isNotNull();
        long begun = System.nanoTime();
        assertThat(app.send("direct:trigger", app.request("+15555550102")).getException())
                .isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    }
}
