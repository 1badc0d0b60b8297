package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import io.github.camelvoicecall.sandbox.WebhookSigner;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** VoxBridge dials a call of somebody else up to three times unless told otherwise, and its events don't say which attempt they are about. */
class RedialElsewhereTest {

    @Test
    void aFailedAttemptDoesNotHideTheOneThatSucceeds() throws Exception {
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start();
                VoiceApp app = new VoiceApp("voxbridge", sandbox)) {
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("voicecall:voxbridge:callCompleted?delivery=webhook&webhookSecret=s")
                            .to("mock:completed");
                }
            });
            app.mock("completed").expectedMessageCount(1);
            Instant first = Instant.now();

            post(app, event("call.ended", "failed", first));
            post(app, event("call.ended", "completed", first.plusMillis(20)));
            post(app, event("call.analyzed", null, first.plusMillis(40)));

            app.mock("completed").assertIsSatisfied();
            VoiceCall call =
                    app.mock("completed").getExchanges().get(0).getMessage().getBody(VoiceCall.class);
            assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
            assertThat(call.analysisReady()).isTrue();
        }
    }

    private static String event(String event, String status, Instant time) {
        return "{\"event\":\"" + event + "\",\"call_id\":\"c-1\",\"timestamp\":\"" + time + "\""
                + (status == null ? ",\"transcript\":\"Hello\"" : ",\"status\":\"" + status + "\"") + "}";
    }

    private static void post(VoiceApp app, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.webhookUrl()))
                .header("Content-Type", "application/json")
                .header("X-Voice-Signature", new WebhookSigner("s").sign(body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }
}
