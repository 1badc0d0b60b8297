package io.github.camelvoicecall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VoiceSandboxTest {

    @Test
    void isStartedByTheNameOfItsProvider() throws IOException {
        try (VoiceSandbox sandbox =
                VoiceSandbox.of("vyora").apiKey("vya_live_mine").start()) {
            assertThat(sandbox.baseUrl()).matches("http://127\\.0\\.0\\.1:\\d+");
            assertThat(Client.vyora(sandbox).get("/v1/agents").status()).isEqualTo(200);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VoiceSandbox.of("nobody"))
                .withMessageContaining("vyora");
    }

    @Test
    void countsEachOfManyRequestsAtOnce() {
        try (VoiceSandbox sandbox =
                VoiceSandbox.voxbridge().outcomes(number -> Outcome.ANSWERED).start()) {
            Client client = Client.voxbridge(sandbox);

            IntStream.range(0, 500).parallel().forEach(i -> place(client, "+1555555" + (1000 + i % 250)));

            assertThat(sandbox.calls()).isEqualTo(500);
            assertThat(sandbox.posts().values()).hasSize(250).containsOnly(2);
            assertThat(sandbox.totalRings()).isEqualTo(500);
            assertThat(sandbox.maxRingsPerNumber()).isEqualTo(2);
            await().until(() -> client.get("/v1/calls?status=completed")
                            .json()
                            .path("total")
                            .asInt()
                    == 500);
        }
    }

    @Test
    void startsAfreshOnReset() throws IOException {
        try (VoiceSandbox sandbox =
                VoiceSandbox.vyora().rateLimit(RateLimit.perMinute(1)).start()) {
            Client client = Client.vyora(sandbox);
            String url = sandbox.baseUrl();
            String id = client.vyoraCall(sandbox, "+15555550123").text("call_id");
            sandbox.reset();

            assertThat(sandbox.baseUrl()).isEqualTo(url);
            assertThat(sandbox.requests()).isEmpty();
            assertThat(sandbox.totalRings()).isZero();
            assertThat(client.get("/v1/calls/" + id).status())
                    .as("neither found nor throttled")
                    .isEqualTo(404);
        }
    }

    @Test
    void keepsTheRequestsAsTheyCame() throws IOException {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start()) {
            Client.voxbridge(sandbox).voxbridgeCall("+15555550123");

            assertThat(sandbox.requests()).singleElement().satisfies(request -> {
                assertThat(request.method()).isEqualTo("POST");
                assertThat(request.path()).isEqualTo("/v1/calls/outbound");
                assertThat(request.body()).contains("\"max_attempts\":1");
                assertThat(request.headers().get("content-type")).isEqualTo("application/json");
                assertThat(request.status()).isEqualTo(201);
            });
        }
    }

    @Test
    void isGoneWhenClosed() {
        VoiceSandbox sandbox = VoiceSandbox.vyora().start();
        Client client = Client.vyora(sandbox);
        sandbox.close();

        assertThatThrownBy(() -> client.get("/v1/agents")).isInstanceOf(IOException.class);
    }

    @Test
    void runsAsAnExtensionOnlyDuringTheTests() {
        VoiceSandboxExtension extension = new VoiceSandboxExtension(VoiceSandbox.vyora());

        assertThatIllegalStateException().isThrownBy(extension::sandbox);
    }

    private static void place(Client client, String number) {
        try {
            client.voxbridgeCall(number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
