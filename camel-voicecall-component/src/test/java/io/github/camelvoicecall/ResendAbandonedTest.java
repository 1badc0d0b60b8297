package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.Intent;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Two processes that both find a third one's abandoned call. */
class ResendAbandonedTest {
    private static final AccountId ACCOUNT = new AccountId("voxbridge", "default");
    private static final String NUMBER = "+15555550101";

    private final CallLedger shared = new MemoryCallLedger();

    private Intent intent(CallRequest request, Duration hold) {
        return new Intent(
                ACCOUNT, ACCOUNT.toString(), "lead-7", IntentKeys.fingerprint(request), request, shared.now(), hold);
    }

    /** Where this process says that the call wasn't placed, the other one has just sent it, and lost the answer. */
    private CallLedger overtaken(CallRequest request) {
        AtomicBoolean once = new AtomicBoolean();
        return (CallLedger) Proxy.newProxyInstance(
                CallLedger.class.getClassLoader(), new Class<?>[] {CallLedger.class}, (proxy, method, arguments) -> {
                    boolean settles = Set.of("resolve", "notPlaced").contains(method.getName());
                    if (settles && once.compareAndSet(false, true)) {
                        String abandoned = shared.unresolved(ACCOUNT, 1).get(0).ref();
                        shared.notPlaced(abandoned, "not in the list");
                        String sent = shared.open(intent(request, Duration.ofMinutes(1)))
                                .row()
                                .ref();
                        shared.unknown(sent, "the answer was lost");
                    }
                    try {
                        return method.invoke(shared, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void theSlowerOneDoesNotTakeTheOthersCallForTheAbandonedOne() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start()) {
            CallRequest request =
                    CallRequest.to(NUMBER).agentId(sandbox.agentId()).build();
            shared.open(intent(request, Duration.ofMillis(1)));
            try (VoiceApp app = new VoiceApp("voxbridge", sandbox).ledger(overtaken(request))) {
                app.start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:trigger")
                                .to(app.uri(
                                        "triggerCall",
                                        "connectTimeout=100",
                                        "responseTimeout=400",
                                        "resendAbandonedAfter=1000"));
                    }
                });
                Map<String, Object> key = Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "lead-7");
                await().until(() -> {
                    Exchange asked = app.send("direct:trigger", app.request(NUMBER), key);
                    assertThat(asked.getException()).isInstanceOf(OutcomeUnknownException.class);
                    return asked.getException().getMessage().contains("the answer was lost");
                });

                assertThat(sandbox.posts(NUMBER)).isZero();
            }
        }
    }
}
