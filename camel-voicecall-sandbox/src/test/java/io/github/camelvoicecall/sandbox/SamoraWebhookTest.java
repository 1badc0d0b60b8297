package io.github.camelvoicecall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks as on https://docs.samora.ai/api-reference/endpoint/create-webhook and the pages beside it. */
class SamoraWebhookTest {
    private static final String NUMBER = "+15555550123";
    private static final String ALL = "\"CALL_STARTED\",\"CALL_FINISHED\",\"CALL_FAILED\"";

    @RegisterExtension
    static final VoiceSandboxExtension SAMORA = new VoiceSandboxExtension(VoiceSandbox.samora());

    @TempDir
    private Path folder;

    private final VoiceSandbox sandbox = SAMORA.sandbox();
    private final Client client = Client.samora(sandbox);
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
    void showsTheSecretOnlyWhenCreated() throws IOException {
        Client.Reply created = client.post("/v2/webhooks", hook(sandbox, receiver.url(), ALL, ""));
        JsonNode hook = created.at("/data");
        String path = "/v2/webhooks/" + hook.path("id").asText();

        assertThat(created.status()).isEqualTo(201);
        assertThat(hook.path("secret").asText()).startsWith("whsec_");
        assertThat(hook.path("data_options").toString())
                .isEqualTo("{\"include_transcript\":false,\"include_recording_url\":false}");
        assertThat(hook.path("custom_headers").toString()).isEqualTo("{}");
        assertThat(hook.path("is_active").asBoolean()).isTrue();
        assertThat(client.get(path).at("/data").has("secret")).isFalse();
        assertThat(client.get("/v2/webhooks").at("/data/webhooks/0").has("secret"))
                .isFalse();
        assertThat(client.put(path, "{\"name\":\"Other\"}").at("/data").has("secret"))
                .isFalse();
        assertThat(client.get(path).at("/data/name").asText()).isEqualTo("Other");
        assertThat(client.get(path).at("/data/url").asText()).isEqualTo(receiver.url());
    }

    @Test
    void listsTheWebhooksOfAllAgentsOrOfOne() throws IOException {
        String other = sandbox.agents().get(1).id();
        client.post("/v2/webhooks", hook(sandbox, receiver.url(), ALL, ""));
        client.post("/v2/webhooks", hook(sandbox, receiver.url(), ALL, "").replace(sandbox.agentId(), other));

        assertThat(client.get("/v2/webhooks").at("/data/total_count").asInt()).isEqualTo(2);
        assertThat(client.get("/v2/webhooks?agent_id=" + other)
                        .at("/data/webhooks/0/agent_id")
                        .asText())
                .isEqualTo(other);
        assertThat(client.get("/v2/webhooks?agent_id=17").status()).isEqualTo(400);
    }

    @Test
    void namesItsEvents() throws IOException {
        JsonNode events = client.get("/v2/webhooks/events").at("/data/events");

        assertThat(events)
                .extracting(event -> event.path("event_type").asText())
                .containsExactly("CALL_STARTED", "CALL_FINISHED", "CALL_FAILED");
        assertThat(Json.texts(events.get(1).path("available_data_options")))
                .containsExactly("include_transcript", "include_recording_url");
    }

    @Test
    void deliversEventsWithTheHeadersThatWereAskedFor() throws IOException {
        String body = hook(
                sandbox,
                receiver.url(),
                ALL,
                ",\"custom_headers\":{\"X-Token\":\"t-1\"},\"data_options\":{\"include_recording_url\":true}");
        JsonNode hook = client.post("/v2/webhooks", body).at("/data");
        String id = client.samoraCall(sandbox, NUMBER).text("call_id");

        await().until(() -> receiver.deliveries().size() == 2);
        Signature signature = Signature.in("X-Samora-Signature");
        assertThat(receiver.deliveries()).allSatisfy(delivery -> {
            assertThat(delivery.headers()).containsEntry("X-Token", "t-1");
            assertThat(delivery.headers())
                    .containsAllEntriesOf(
                            signature.headers(hook.path("secret").asText(), delivery.body(), Instant.now()));
            assertThat(delivery.json().at("/data/call_id").asText()).isEqualTo(id);
            assertThat(delivery.json().at("/data/to_number").asText()).isEqualTo(NUMBER);
            assertThat(delivery.json().path("webhook_id")).isEqualTo(hook.path("id"));
        });
        assertThat(types()).containsExactly("CALL_STARTED", "CALL_FINISHED");
        JsonNode finished = receiver.deliveries().get(1).json().path("data");
        assertThat(finished.path("recording_url").asText()).startsWith(sandbox.baseUrl());
        assertThat(finished.has("transcript")).isFalse();
    }

    @Test
    void tellsOfAFailedCallOnceOrForEachAttempt() throws IOException {
        client.post("/v2/webhooks", hook(sandbox, receiver.url(), ALL, ""));
        client.samoraCall(sandbox, "+15555550192");

        await().during(Duration.ofMillis(200)).until(() -> types().equals(List.of("CALL_FAILED")));
        assertThat(receiver.deliveries().get(0).json().at("/data/status").asText())
                .isEqualTo("REJECTED");
    }

    @Test
    void tellsOfEachAttemptWhenAsked() throws IOException {
        try (VoiceSandbox each = VoiceSandbox.samora()
                .with(Quirk.ENDED_PER_ATTEMPT, Quirk.FAILED_BETWEEN_ATTEMPTS)
                .start()) {
            Client own = Client.samora(each);
            own.post("/v2/webhooks", hook(each, receiver.url(), ALL, ""));
            String root = "/v1/external/campaigns/" + each.agentId();
            String retries = "{\"max_retries\":2,\"retry_delay_minutes\":1,\"retry_on\":[\"UNANSWERED\"]}";
            String campaign = root + "/"
                    + own.post(root, "{\"name\":\"Each\",\"retry_config\":" + retries + "}")
                            .at("/data/campaign_id")
                            .asText();
            own.post(campaign + "/scheduled-calls", "{\"phone_numbers\":[{\"to_number\":\"+15555550190\"}]}");
            own.post(campaign + "/start", "");

            await().until(() -> receiver.deliveries().size() == 3);
            assertThat(types()).containsOnly("CALL_FAILED");
            assertThat(receiver.deliveries().get(0).json().at("/data/status").asText())
                    .isEqualTo("UNANSWERED");
        }
    }

    @Test
    void stopsWhenSwitchedOffOrDeleted() throws IOException {
        String id = client.post("/v2/webhooks", hook(sandbox, receiver.url(), ALL, ""))
                .at("/data/id")
                .asText();
        client.put("/v2/webhooks/" + id, "{\"is_active\":false}");
        client.samoraCall(sandbox, "+15555550190");
        await().during(Duration.ofMillis(200)).until(() -> receiver.deliveries().isEmpty());

        assertThat(client.delete("/v2/webhooks/" + id).status()).isEqualTo(200);
        assertThat(client.get("/v2/webhooks/" + id).status()).isEqualTo(404);
        assertThat(client.delete("/v2/webhooks/" + id).status()).isEqualTo(404);
        assertThat(client.get("/v2/webhooks").at("/data/total_count").asInt()).isZero();
    }

    @Test
    void tellsOfCallsThatTheAgentGets() throws IOException {
        client.post("/v2/webhooks", hook(sandbox, receiver.url(), ALL, ""));
        String id = sandbox.dashboard().receiveCall("+15555550177");

        await().until(() -> types().equals(List.of("CALL_STARTED", "CALL_FINISHED")));
        assertThat(receiver.deliveries().get(0).json().at("/data/call_id").asText())
                .isEqualTo(id);
        assertThat(client.get("/v1/call/" + id).status()).isEqualTo(200);
        assertThat(sandbox.totalRings()).isZero();
    }

    @Test
    void deliversThroughATunnel() throws IOException {
        sandbox.tunnel("https://hooks.example.org", receiver.url());
        sandbox.reset();
        client.post("/v2/webhooks", hook(sandbox, "https://hooks.example.org/samora", "\"CALL_FAILED\"", ""));
        client.samoraCall(sandbox, "+15555550190");

        await().until(() -> receiver.deliveries().size() == 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"name\":\"x\"; \"name\":\"\"",
                "\"url\":\"https://a.example\"; \"url\":\"http://a.example\"",
                "\"url\":\"https://a.example\"; \"url\":\"nowhere\"",
                "\"events\":[\"CALL_FAILED\"]; \"events\":[]",
                "\"events\":[\"CALL_FAILED\"]; \"events\":[\"CALL_LOST\"]",
                "\"events\":[\"CALL_FAILED\"]; \"event\":[\"CALL_FAILED\"]",
                "\"name\":\"x\",; ",
                "\"name\":\"x\"; \"name\":\"x\",\"custom_headers\":{\"a\":1}",
                "\"name\":\"x\"; \"name\":\"x\",\"data_options\":{\"include_all\":true}",
                "\"name\":\"x\"; \"name\":\"x\",\"is_active\":true",
                "AGENT; 17"
            })
    void refusesABadWebhook(String change) throws IOException {
        String good =
                "{\"name\":\"x\",\"agent_id\":\"AGENT\",\"url\":\"https://a.example\",\"events\":[\"CALL_FAILED\"]}";
        String bad = good.replace(change.split("; ", 2)[0], change.split("; ", 2)[1]);

        assertThat(bad).isNotEqualTo(good);
        assertThat(client.post("/v2/webhooks", bad.replace("AGENT", sandbox.agentId()))
                        .status())
                .isEqualTo(400);
        assertThat(client.get("/v2/webhooks").at("/data/total_count").asInt()).isZero();
    }

    @Test
    void refusesToMoveAWebhookToAnotherAgent() throws IOException {
        String id = client.post("/v2/webhooks", hook(sandbox, receiver.url(), ALL, ""))
                .at("/data/id")
                .asText();

        assertThat(client.put("/v2/webhooks/" + id, "{\"agent_id\":\"" + sandbox.agentId() + "\"}")
                        .status())
                .isEqualTo(400);
        assertThat(client.put("/v2/webhooks/17", "{}").status()).isEqualTo(400);
    }

    @Test
    void namesAndSignsItsBodiesAsAsked() throws IOException {
        Signature scheme = Signature.in("Webhook-Signature")
                .withPrefix("v1,")
                .inBase64()
                .withTimestamp("Webhook-Timestamp", ".")
                .withoutKeyPrefix("whsec_");
        try (VoiceSandbox other = VoiceSandbox.samora()
                .with(Quirk.MASKED_SECRET)
                .webhookNames(new WebhookNames("type", "id", ""))
                .signature(scheme)
                .start()) {
            Client own = Client.samora(other);
            JsonNode hook = own.post("/v2/webhooks", hook(other, receiver.url(), "\"CALL_FAILED\"", ""))
                    .at("/data");
            String id = own.samoraCall(other, "+15555550190").text("call_id");

            await().until(() -> receiver.deliveries().size() == 1);
            Receiver.Delivery delivery = receiver.deliveries().get(0);
            assertThat(delivery.json().path("type").asText()).isEqualTo("CALL_FAILED");
            assertThat(delivery.json().path("id").asText()).isEqualTo(id);
            byte[] mac = WebhookSigner.mac(
                    hook.path("secret").asText().substring("whsec_".length()),
                    (delivery.headers().get("Webhook-Timestamp") + "." + delivery.body())
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(delivery.headers())
                    .containsEntry(
                            "Webhook-Signature", "v1," + Base64.getEncoder().encodeToString(mac));
            assertThat(own.put("/v2/webhooks/" + hook.path("id").asText(), "{\"name\":\"y\"}")
                            .at("/data/secret")
                            .asText())
                    .isEqualTo("whsec_****");
        }
    }

    @Test
    void forgesEventsOnceAWebhookIsThere() throws IOException {
        String call = sandbox.dashboard().call(NUMBER);
        assertThatIllegalArgumentException().isThrownBy(() -> sandbox.webhookRequest("CALL_FINISHED", call));

        client.post(
                "/v2/webhooks",
                hook(sandbox, receiver.url(), "\"CALL_FINISHED\"", ",\"custom_headers\":{\"X-Token\":\"t\"}"));
        WebhookRequest valid = sandbox.webhookRequest("CALL_FINISHED", call);
        receiver.deliveries().clear();

        assertThat(valid.withHeader("X-Token", "forged").send()).isEqualTo(200);
        assertThat(receiver.deliveries())
                .anySatisfy(delivery -> assertThat(delivery.headers()).containsEntry("X-Token", "forged"));
    }

    @Test
    void keepsWebhooksOverARestart() throws IOException {
        SandboxBuilder builder = VoiceSandbox.samora().state(folder.resolve("state.jsonl"));
        String secret;
        String gone;
        try (VoiceSandbox first = builder.start()) {
            Client own = Client.samora(first);
            secret = own.post("/v2/webhooks", hook(first, receiver.url(), ALL, ""))
                    .at("/data/secret")
                    .asText();
            gone = own.post("/v2/webhooks", hook(first, receiver.url(), ALL, ""))
                    .at("/data/id")
                    .asText();
            own.delete("/v2/webhooks/" + gone);
        }
        try (VoiceSandbox second = builder.start()) {
            Client own = Client.samora(second);
            assertThat(own.get("/v2/webhooks").at("/data/total_count").asInt()).isEqualTo(1);
            own.samoraCall(second, "+15555550190");

            await().until(() -> receiver.deliveries().size() == 1);
            Receiver.Delivery delivery = receiver.deliveries().get(0);
            assertThat(delivery.headers())
                    .containsEntry("X-Samora-Signature", new WebhookSigner(secret).sign(delivery.body()));
        }
    }

    private List<String> types() {
        return receiver.deliveries().stream()
                .map(delivery -> delivery.json().path("event_type").asText())
                .toList();
    }

    private static String hook(VoiceSandbox sandbox, String url, String events, String more) {
        return "{\"agent_id\":\"" + sandbox.agentId() + "\",\"name\":\"CRM\",\"url\":\"" + url + "\",\"events\":["
                + events + "]" + more + "}";
    }
}
