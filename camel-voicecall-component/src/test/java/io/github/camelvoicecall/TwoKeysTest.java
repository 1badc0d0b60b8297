package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.nio.file.Path;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two API keys of one provider that nobody gave a name. */
class TwoKeysTest {
    @TempDir
    Path folder;

    @Test
    void inALedgerThatOutlivesTheProcessTheyAreRefusedAsTheyCouldChangePlaces() {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start();
                VoiceApp app = new VoiceApp("vyora", sandbox).ledger(H2File.ledger(folder))) {
            assertThatThrownBy(() -> app.start(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:one").to(app.uri("triggerCall"));
                            from("direct:two")
                                    .to("voicecall:vyora:triggerCall?apiKey=vya_live_other&baseUrl="
                                            + sandbox.baseUrl());
                        }
                    }))
                    .hasStackTraceContaining("Give each key a VoiceAccount bean");
        }
    }
}
