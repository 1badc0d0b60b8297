package io.github.camelvoicecall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ControlTest {
    private static final String NUMBER = "+15555550190";

    @RegisterExtension
    static final VoiceSandboxExtension VOXBRIDGE = new VoiceSandboxExtension(VoiceSandbox.voxbridge());

    private final VoiceSandbox sandbox = VOXBRIDGE.sandbox();
    private final Client client = Client.voxbridge(sandbox);
    private final Client control = client.with(Map.of());

    @Test
    void tellsTheCounts() throws IOException {
        client.post("/v1/calls/outbound", "{\"to\":\"" + NUMBER + "\"}");
        client.voxbridgeCall("nonsense");
        client.get("/v1/calls");

        await().until(() -> counts().path("totalRings").asInt() == 3);
        assertThat(counts().path("posts").toString()).isEqualTo("{\"+15555550190\":1,\"nonsense\":1}");
        assertThat(counts().path("rings").toString()).isEqualTo("{\"+15555550190\":3}");
        assertThat(counts().path("maxRingsPerNumber").asInt()).isEqualTo(3);
        assertThat(counts().path("calls").asInt()).isEqualTo(1);
        assertThat(counts().path("lists").asInt()).isEqualTo(1);
    }

    @Test
    void queuesFaults() throws IOException {
        control.post("/__sandbox/faults", "{\"next\":[\"status:500\"],\"reads\":[\"status:502\"]}");
        control.post("/__sandbox/faults", "{\"number\":\"+15555550101\",\"fault\":\"throttled:2\",\"times\":1}");
        control.post("/__sandbox/faults", "{\"plan\":{\"seed\":1,\"percent\":{\"status:503\":100}}}");

        assertThat(client.voxbridgeCall("+15555550101").headers()).containsEntry("retry-after", "2");
        assertThat(client.voxbridgeCall("+15555550101").status()).isEqualTo(500);
        assertThat(client.voxbridgeCall("+15555550101").status()).isEqualTo(503);
        assertThat(client.get("/v1/calls").status()).isEqualTo(502);
    }

    @Test
    void turnsWebhooksElsewhereAndForgets() throws IOException {
        try (Receiver receiver = new Receiver()) {
            control.post("/__sandbox/webhook", "{\"url\":\"" + receiver.url() + "\",\"behaviour\":\"doubled\"}");
            control.post("/__sandbox/call", "{\"number\":\"" + NUMBER + "\"}");

            await().until(() -> receiver.deliveries().size() == 4);
            assertThat(control.post("/__sandbox/reset", "").json().path("calls").asInt())
                    .isZero();
        }
        sandbox.webhookTo(null);
    }

    @Test
    void saysWhatItDoesNotUnderstand() throws IOException {
        assertThat(control.post("/__sandbox/faults", "{\"next\":[\"lunch\"]}").status())
                .isEqualTo(400);
        assertThat(control.post("/__sandbox/call", "{\"number\":\"\"}").status())
                .isEqualTo(400);
        assertThat(control.post("/__sandbox/webhook", "{\"url\":\"nowhere\"}").status())
                .isEqualTo(400);
        assertThat(control.post("/__sandbox/lunch", "{}").text("error")).contains("GET counts");
    }

    private JsonNode counts() throws IOException {
        return control.get("/__sandbox/counts").json();
    }
}
