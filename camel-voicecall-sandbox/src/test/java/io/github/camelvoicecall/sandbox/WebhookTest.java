package io.github.camelvoicecall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookTest {
    private static final String NUMBER = "+15555550123";
    private static final String SECRET = "example-webhook-secret";

    private Receiver receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void stopListening() {
        receiver.close();
    }

    @Test
    void vyoraTellsOfStartEndAndResults() throws IOException {
        try (VoiceSandbox sandbox = vyora().start()) {
            String body = "{\"phone_number\":\"" + NUMBER + "\",\"agent_id\":\"" + sandbox.agentId()
                    + "\",\"custom_args\":{\"name\":\"Alex\",\"reference\":\"order-7\"}}";
            String id = Client.vyora(sandbox).post("/v1/calls", body).text("call_id");

            await().until(() -> receiver.deliveries().size() == 3);
            assertThat(receiver.events()).containsExactly("call_started", "call_completed", "all_processing_completed");
            assertThat(receiver.deliveries()).allSatisfy(delivery -> {
                assertThat(delivery.method()).isEqualTo("POST");
                assertThat(delivery.headers())
                        .containsEntry("Content-Type", "application/json")
                        .containsEntry("User-Agent", "Vyora-Webhooks/1.0")
                        .containsEntry("X-Vyora-Event", delivery.event())
                        .containsEntry("X-Vyora-Signature", new WebhookSigner(SECRET).sign(delivery.body()));
                assertThat(delivery.json().path("call_id").asText()).isEqualTo(id);
                assertThat(delivery.json().path("contact_name").asText()).isEqualTo("Alex");
                assertThat(delivery.json().at("/custom_args/reference").asText())
                        .isEqualTo("order-7");
                assertThat(Instant.parse(delivery.json().path("timestamp").asText()))
                        .isBeforeOrEqualTo(Instant.now());
            });
            assertThat(receiver.deliveries().get(0).json().path("status").asText())
                    .isEqualTo("registered");
            assertThat(receiver.deliveries().get(1).json().path("status").asText())
                    .isEqualTo("completed");
            assertThat(receiver.deliveries().get(1).json().path("analysis").isNull())
                    .isTrue();
            assertThat(receiver.deliveries()
                            .get(2)
                            .json()
                            .at("/analysis/summary")
                            .asText())
                    .isNotEmpty();
        }
    }

    @Test
    void vyoraSendsTheResultsWithTheEndWhenAsked() throws IOException {
        try (VoiceSandbox sandbox = vyora().with(Quirk.TRANSCRIPT_WITH_COMPLETED)
                .webhookEvents("call_completed")
                .start()) {
            Client.vyora(sandbox).vyoraCall(sandbox, NUMBER);

            await().until(() -> receiver.deliveries().size() == 1);
            assertThat(receiver.deliveries().get(0).json().path("transcript")).isNotEmpty();
        }
    }

    @Test
    void vyoraTellsOfACallThatNobodyAnswersOnlyThatItEnded() throws IOException {
        try (VoiceSandbox sandbox = vyora().start()) {
            Client.vyora(sandbox).vyoraCall(sandbox, "+15555550190");

            await().during(Duration.ofMillis(300)).until(() -> receiver.events().equals(List.of("call_completed")));
            assertThat(receiver.deliveries().get(0).json().path("status").asText())
                    .isEqualTo("no_answer");
        }
    }

    @Test
    void voxbridgeTellsOfQueueEndAndAnalysis() throws IOException {
        try (VoiceSandbox sandbox = voxbridge().start()) {
            String body = "{\"to\":\"" + NUMBER + "\",\"metadata\":{\"crm\":\"1\"}}";
            String id =
                    Client.voxbridge(sandbox).post("/v1/calls/outbound", body).text("id");

            await().until(() -> receiver.deliveries().size() == 3);
            assertThat(receiver.deliveries()).allSatisfy(delivery -> {
                assertThat(delivery.headers())
                        .containsEntry("X-Voice-Signature", new WebhookSigner(SECRET).sign(delivery.body()));
                assertThat(delivery.json().path("call_id").asText()).isEqualTo(id);
                assertThat(delivery.json().path("org_id").asText()).hasSize(36);
                assertThat(delivery.json().path("timestamp").asText())
                        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00");
            });
            JsonNode queued = event("call.queued");
            assertThat(queued.path("to").asText()).isEqualTo(NUMBER);
            assertThat(queued.at("/metadata/crm").asText()).isEqualTo("1");
            assertThat(event("call.ended").path("status").asText()).isEqualTo("completed");
            assertThat(event("call.ended").has("metadata")).isFalse();
            assertThat(event("call.analyzed").path("transcript").asText()).contains("Agent: ");
        }
    }

    @Test
    void voxbridgeSendsToTheUrlOfTheCallInsteadOfItsOwn() throws IOException {
        try (Receiver own = new Receiver();
                VoiceSandbox sandbox =
                        voxbridge().with(Quirk.METADATA_IN_EVERY_EVENT).start()) {
            String body =
                    "{\"to\":\"" + NUMBER + "\",\"metadata\":{\"crm\":\"1\"},\"webhook_url\":\"" + own.url() + "\"}";
            Client.voxbridge(sandbox).post("/v1/calls/outbound", body);

            await().until(() -> own.deliveries().size() == 3);
            assertThat(own.deliveries()).allSatisfy(delivery -> assertThat(
                            delivery.json().at("/metadata/crm").asText())
                    .isEqualTo("1"));
            assertThat(receiver.deliveries()).isEmpty();
        }
    }

    @Test
    void voxbridgeTellsOfTheEndOnceOrForEachAttempt() throws IOException {
        try (VoiceSandbox once = voxbridge().webhookEvents("call.ended").start();
                VoiceSandbox each = voxbridge()
                        .webhookEvents("call.ended")
                        .with(Quirk.ENDED_PER_ATTEMPT, Quirk.FAILED_BETWEEN_ATTEMPTS)
                        .start()) {
            Client.voxbridge(once).post("/v1/calls/outbound", "{\"to\":\"+15555550190\"}");
            await().during(Duration.ofMillis(300))
                    .until(() -> receiver.deliveries().size() == 1);

            Client.voxbridge(each).post("/v1/calls/outbound", "{\"to\":\"+15555550198\"}");
            await().during(Duration.ofMillis(300))
                    .until(() -> receiver.deliveries().size() == 3);
        }
        assertThat(receiver.deliveries())
                .extracting(delivery -> delivery.json().path("status").asText())
                .containsExactly("failed", "failed", "completed");
    }

    @Test
    void canArriveBeforeTheAnswerToTheRequest() throws IOException {
        try (VoiceSandbox sandbox = voxbridge().start()) {
            sandbox.failNext(Fault.delayed(Duration.ofMillis(600)));
            Client.voxbridge(sandbox).voxbridgeCall(NUMBER);

            assertThat(receiver.events()).contains("call.queued", "call.ended");
        }
    }

    @ParameterizedTest
    @CsvSource({"dropped, 0", "delivered, 3", "doubled, 6", "tripled, 9", "losing:100, 0", "'doubled,shuffled', 6"})
    void sendsEachEventAsOftenAsAsked(String words, int deliveries) throws IOException {
        try (VoiceSandbox sandbox = vyora().webhooks(Webhooks.parse(words)).start()) {
            Client.vyora(sandbox).vyoraCall(sandbox, NUMBER);

            await().during(Duration.ofMillis(400))
                    .until(() -> receiver.deliveries().size() == deliveries);
            assertThat(sandbox.webhooksSent()).isEqualTo(deliveries);
            assertThat(sandbox.webhookAnswers()).hasSize(deliveries);
        }
    }

    @Test
    void shufflesTheEventsOfACall() throws IOException {
        try (VoiceSandbox sandbox = vyora().webhooks(Webhooks.DELIVERED.shuffled())
                .rateLimit(RateLimit.NONE)
                .start()) {
            for (int i = 0; i < 20; i++) {
                Client.vyora(sandbox).vyoraCall(sandbox, NUMBER);
            }

            await().until(() -> receiver.deliveries().size() == 60);
            assertThat(sandbox.callIds(NUMBER)).anySatisfy(id -> assertThat(receiver.deliveries().stream()
                            .filter(delivery ->
                                    delivery.json().path("call_id").asText().equals(id))
                            .map(Receiver.Delivery::event))
                    .doesNotContainSequence("call_started", "call_completed", "all_processing_completed"));
        }
    }

    @Test
    void repeatsAnEventUntilItIsReceivedOrTheTriesAreSpent() throws IOException {
        receiver.answerNext(503, 204, 500, 500, 500, 500);
        try (VoiceSandbox sandbox = vyora().webhookTries(4, Duration.ofMillis(20))
                .webhookEvents("call_completed")
                .start()) {
            Client.vyora(sandbox).vyoraCall(sandbox, NUMBER);

            await().during(Duration.ofMillis(200))
                    .until(() -> receiver.deliveries().size() == 4);
            assertThat(sandbox.webhookAnswers())
                    .extracting(WebhookAnswer::status)
                    .as("Vyora wants 200, not 204")
                    .containsExactly(503, 204, 500, 500);
            assertThat(sandbox.webhookAnswers())
                    .extracting(WebhookAnswer::attempt)
                    .containsExactly(1, 2, 3, 4);
            assertThat(receiver.deliveries())
                    .extracting(Receiver.Delivery::body)
                    .as("the same bytes each time")
                    .containsOnly(receiver.deliveries().get(0).body());
        }
    }

    @Test
    void voxbridgeTakesAny2xxForReceived() throws IOException {
        receiver.answerNext(202);
        try (VoiceSandbox sandbox = voxbridge()
                .webhookTries(4, Duration.ofMillis(20))
                .webhookEvents("call.queued")
                .start()) {
            Client.voxbridge(sandbox).voxbridgeCall(NUMBER);

            await().during(Duration.ofMillis(200))
                    .until(() -> receiver.deliveries().size() == 1);
        }
    }

    @Test
    void countsAReceiverThatIsNotThereAsAFailedAttempt() throws IOException {
        receiver.close();
        try (VoiceSandbox sandbox = vyora().webhookTries(2, Duration.ofMillis(10))
                .webhookEvents("call_completed")
                .start()) {
            Client.vyora(sandbox).vyoraCall(sandbox, NUMBER);

            await().until(() -> sandbox.webhookAnswers().size() == 2);
            assertThat(sandbox.webhookAnswers())
                    .allSatisfy(answer -> assertThat(answer.status()).isZero());
        }
    }

    @Test
    void countsAReceiverThatIsTooSlowAsAFailedAttempt() throws IOException {
        SandboxBuilder builder = vyora().webhookTimeout(Duration.ofMillis(100)).webhookEvents("call_completed");
        try (VoiceSandbox sandbox = builder.webhookTries(1, Duration.ZERO).start();
                Receiver.Held held = receiver.hold()) {
            Client.vyora(sandbox).vyoraCall(sandbox, NUMBER);

            await().until(() -> sandbox.webhookAnswers().size() == 1);
            assertThat(sandbox.webhookAnswers().get(0).status()).isZero();
            assertThat(sandbox.webhookAnswers().get(0).millis()).isGreaterThanOrEqualTo(90);
            assertThat(held.isHeld()).isTrue();
        }
    }

    @Test
    void takesNothingButUrlsOfTheWeb() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VoiceSandbox.vyora().webhookUrl("somewhere").start());
    }

    @Test
    void sendsToTheUrlThatIsSetLater() throws IOException {
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start()) {
            Client.vyora(sandbox).vyoraCall(sandbox, "+15555550190");
            sandbox.reset();
            sandbox.webhookTo(receiver.url());
            sandbox.reset();
            String id = Client.vyora(sandbox).vyoraCall(sandbox, "+15555550190").text("call_id");

            await().until(() -> receiver.deliveries().size() == 1);
            assertThat(receiver.deliveries().get(0).json().path("call_id").asText())
                    .isEqualTo(id);
        }
    }

    @Test
    void tellsOfCallsThatWerePlacedElsewhere() {
        try (VoiceSandbox sandbox = voxbridge().start()) {
            String id = sandbox.placeElsewhere(NUMBER);

            await().until(() -> receiver.events().contains("call.analyzed"));
            assertThat(receiver.deliveries().get(0).json().path("call_id").asText())
                    .isEqualTo(id);
            assertThat(sandbox.posts(NUMBER)).isZero();
            assertThat(sandbox.rings(NUMBER)).isEqualTo(1);
        }
    }

    @Test
    void forgesEvents() {
        try (VoiceSandbox sandbox = vyora().webhooks(Webhooks.DROPPED).start()) {
            WebhookRequest valid = sandbox.webhookRequest("call_completed", sandbox.placeElsewhere("+15555550100"));

            assertThat(valid.send()).isEqualTo(200);
            assertThat(valid.signedBy("other").send()).isEqualTo(200);
            assertThat(valid.unsigned().send()).isEqualTo(200);
            assertThat(valid.altered(body -> body.replace("registered", "completed"))
                            .send())
                    .isEqualTo(200);
            assertThat(valid.at(Instant.parse("2026-01-01T00:00:00Z"))
                            .with("status", null)
                            .send())
                    .isEqualTo(200);
            assertThat(valid.withBody("nonsense")
                            .withHeader("X-Vyora-Event", "odd")
                            .send())
                    .isEqualTo(200);

            List<Receiver.Delivery> all = receiver.deliveries();
            assertThat(all).extracting(WebhookTest::isSigned).containsExactly(true, false, false, false, true, true);
            assertThat(all.get(2).headers()).doesNotContainKey("X-Vyora-Signature");
            assertThat(all.get(3).json().path("status").asText()).isEqualTo("completed");
            assertThat(all.get(4).json().path("timestamp").asText()).isEqualTo("2026-01-01T00:00:00Z");
            assertThat(all.get(4).json().has("status")).isFalse();
            assertThat(all.get(5).headers()).containsEntry("X-Vyora-Event", "odd");
            assertThatIllegalArgumentException().isThrownBy(() -> sandbox.webhookRequest("call_completed", "nobody"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sandbox.webhookRequest("lunch", sandbox.placeElsewhere(NUMBER)));
        }
    }

    private static boolean isSigned(Receiver.Delivery delivery) {
        return new WebhookSigner(SECRET)
                .sign(delivery.body())
                .equals(delivery.headers().get("X-Vyora-Signature"));
    }

    private JsonNode event(String name) {
        return receiver.deliveries().stream()
                .filter(delivery -> delivery.event().equals(name))
                .findFirst()
                .orElseThrow()
                .json();
    }

    private SandboxBuilder vyora() {
        return VoiceSandbox.vyora().webhookUrl(receiver.url()).webhookSecret(SECRET);
    }

    private SandboxBuilder voxbridge() {
        return VoiceSandbox.voxbridge().webhookUrl(receiver.url()).webhookSecret(SECRET);
    }
}
