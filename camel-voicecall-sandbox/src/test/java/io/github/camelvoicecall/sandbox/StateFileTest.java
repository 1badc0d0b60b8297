package io.github.camelvoicecall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    private static final String NUMBER = "+15555550123";
    private static final Timing SLOW =
            new Timing(Duration.ofMillis(10), Duration.ofMillis(400), Duration.ofMillis(10), Duration.ofMillis(10), 0);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("sandbox.jsonl");
    }

    @Test
    void goesOnWithCallsAndCountsAfterARestart() throws IOException {
        String id;
        try (VoiceSandbox first = VoiceSandbox.vyora().state(file).timing(SLOW).start()) {
            id = Client.vyora(first).vyoraCall(first, NUMBER).text("call_id");
            first.failNext(Fault.status(503));
            Client.vyora(first).vyoraCall(first, NUMBER);
        }
        try (VoiceSandbox second = VoiceSandbox.vyora().state(file).timing(SLOW).start()) {
            assertThat(second.posts(NUMBER)).isEqualTo(2);
            assertThat(second.rings(NUMBER)).isEqualTo(1);
            assertThat(second.calls()).isEqualTo(1);
            assertThat(Client.vyora(second).get("/v1/calls/" + id).text("status"))
                    .isEqualTo("registered");
            await().until(() ->
                    Client.vyora(second).get("/v1/calls/" + id).json().hasNonNull("analysis"));
            Client.vyora(second).vyoraCall(second, NUMBER);
            assertThat(second.posts(NUMBER)).isEqualTo(3);
            assertThat(second.callIds(NUMBER)).hasSize(2).first().isEqualTo(id);
        }
    }

    @Test
    void sendsAgainWhatWasNotReceived() throws IOException {
        try (Receiver receiver = new Receiver()) {
            SandboxBuilder builder = VoiceSandbox.vyora()
                    .state(file)
                    .webhookUrl(receiver.url())
                    .webhookEvents("call_completed")
                    .webhookTries(9, Duration.ofSeconds(60));
            receiver.answerNext(500);
            try (VoiceSandbox first = builder.start()) {
                Client.vyora(first).vyoraCall(first, NUMBER);
                await().until(() -> first.webhookAnswers().size() == 1);
            }
            try (VoiceSandbox second = builder.start()) {
                await().until(() -> second.webhookAnswers().size() == 1);
                assertThat(receiver.deliveries()).hasSize(2);
                assertThat(receiver.deliveries().get(1))
                        .extracting(Receiver.Delivery::body)
                        .isEqualTo(receiver.deliveries().get(0).body());
            }
            try (VoiceSandbox third = builder.start()) {
                await().during(Duration.ofMillis(200)).until(() -> third.webhooksSent() == 0);
            }
        }
    }

    @Test
    void toleratesALastLineThatWasNotWrittenToItsEnd() throws IOException {
        try (VoiceSandbox first = VoiceSandbox.voxbridge().state(file).start()) {
            Client.voxbridge(first).voxbridgeCall(NUMBER);
        }
        Files.writeString(file, "{\"posted\":\"+1555", StandardOpenOption.APPEND);
        Path copy = Files.copy(file, folder.resolve("copy.jsonl"));

        try (VoiceSandbox second = VoiceSandbox.voxbridge().state(copy).start()) {
            assertThat(second.posts(NUMBER)).isEqualTo(1);
            Client.voxbridge(second).voxbridgeCall(NUMBER);
        }
        try (VoiceSandbox third = VoiceSandbox.voxbridge().state(copy).start()) {
            assertThat(third.posts(NUMBER)).isEqualTo(2);
            assertThat(third.totalRings()).isEqualTo(2);
        }
    }

    @Test
    void forgetsOnReset() throws IOException {
        try (VoiceSandbox first = VoiceSandbox.voxbridge().state(file).start()) {
            Client.voxbridge(first).voxbridgeCall(NUMBER);
            first.reset();
            assertThat(first.posts(NUMBER)).isZero();
        }
        try (VoiceSandbox second = VoiceSandbox.voxbridge().state(file).start()) {
            assertThat(second.calls()).isZero();
        }
    }

    @Test
    void isOneSandboxesOwn() {
        try (VoiceSandbox first = VoiceSandbox.vyora().state(file).start()) {
            SandboxBuilder second = VoiceSandbox.vyora().state(file);

            assertThatIllegalStateException().isThrownBy(second::start).withMessageContaining("sandbox.jsonl");
            assertThat(first.calls()).isZero();
        }
    }

    @Test
    void isFreeAgainWhenTheSandboxCouldNotStart() {
        try (VoiceSandbox other = VoiceSandbox.vyora().start()) {
            int taken = URI.create(other.baseUrl()).getPort();
            SandboxBuilder builder = VoiceSandbox.vyora().state(file);

            assertThatThrownBy(builder.port(taken)::start).isInstanceOf(RuntimeException.class);
            builder.port(0).start().close();
        }
    }
}
