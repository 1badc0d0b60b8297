package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Which ledger remembers is never left to chance. */
class LedgerChoiceTest {

    @Test
    void twoLedgersWithoutAChoiceFailAtStart() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = twoLedgers(sandbox)) {
            assertThatThrownBy(() -> app.start(routes(app.uri("triggerCall"), app.uri("listUnresolved"))))
                    .hasStackTraceContaining("2 CallLedger beans");
        }
    }

    @Test
    void oneAccountWithTwoLedgersFailsAtStart() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = twoLedgers(sandbox)) {
            assertThatThrownBy(() -> app.start(
                            routes(app.uri("triggerCall", "ledger=#one"), app.uri("listUnresolved", "ledger=#other"))))
                    .hasStackTraceContaining("different ledgers");
        }
    }

    private static VoiceApp twoLedgers(VoiceSandbox sandbox) {
        VoiceApp app = new VoiceApp("vyora", sandbox);
        app.context().getRegistry().bind("one", CallLedger.class, new MemoryCallLedger());
        app.context().getRegistry().bind("other", CallLedger.class, new MemoryCallLedger());
        return app;
    }

    private static RouteBuilder routes(String first, String second) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:first").to(first);
                from("direct:second").to(second);
            }
        };
    }
}
