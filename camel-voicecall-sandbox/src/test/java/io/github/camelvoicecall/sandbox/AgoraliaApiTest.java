package io.github.camelvoicecall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Account, agents, keys and limits as on https://docs.agoralia.app/docs/api/endpoints and the pages beside it. */
class AgoraliaApiTest {
    @RegisterExtension
    static final VoiceSandboxExtension AGORALIA = new VoiceSandboxExtension(
            VoiceSandbox.agoralia().agents(45).rateLimit(RateLimit.NONE).addressLimit(RateLimit.NONE));

    private final VoiceSandbox sandbox = AGORALIA.sandbox();
    private final Client client = Client.agoralia(sandbox);

    @Test
    void isReachedBelowItsDocumentedPath() {
        assertThat(sandbox.baseUrl()).endsWith("/api/v1");
        assertThat(sandbox.apiKey()).matches("ago_[A-Za-z0-9]{32}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VoiceSandbox.agoralia().apiKey("sk_live_1"));
    }

    @Test
    void tellsTheAccountItsLimitsAndScopes() throws IOException {
        try (VoiceSandbox plain = VoiceSandbox.agoralia().start()) {
            Client.Reply me = Client.agoralia(plain).get("/me");

            assertThat(me.json().properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactly("tenant_id", "workspace_name", "plan", "rate_limits", "api_key_scopes");
            assertThat(me.at("/rate_limits").toString()).isEqualTo("{\"rpm\":120,\"rpd\":20000}");
            assertThat(me.at("/api_key_scopes")).hasSize(9);
            assertThat(me.headers())
                    .containsEntry("x-ratelimit-limit", "100")
                    .containsEntry("x-ratelimit-remaining", "99");
            assertThat(Long.parseLong(me.headers().get("x-ratelimit-reset")))
                    .isGreaterThan(Instant.now().getEpochSecond() + 50);
        }
    }

    @Test
    void listsAgentsNewestFirstByCursor() throws IOException {
        List<Long> ids = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        for (JsonNode page = null; page == null || !page.path("next_cursor").isNull(); pages++) {
            page = client.get("/agents" + cursor).json();
            page.path("items").forEach(agent -> ids.add(agent.path("id").asLong()));
            cursor = "?cursor=" + page.path("next_cursor").asText();
        }

        assertThat(pages).isEqualTo(3);
        assertThat(ids).hasSize(45).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> Long.compare(b, a));
        JsonNode one = client.get("/agents?limit=1").json();
        assertThat(one.at("/items/0").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("id", "name", "lang", "voice_engine");
        assertThat(one.path("next_cursor")).isEqualTo(one.at("/items/0/id"));
    }

    @Test
    void makesAgents() throws IOException {
        Client.Reply made = client.post(
                "/agents",
                "{\"name\":\"Intake\",\"lang\":\"it-IT\",\"voice_engine\":\"retell\",\"general_tools\":[{}],\"model\":\"m\"}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("id").isIntegralNumber()).isTrue();
        assertThat(client.get("/agents?limit=1").at("/items/0")).isEqualTo(made.json());
        assertThat(client.post("/agents", "{\"name\":\"Plain\"}").text("voice_engine"))
                .isEqualTo("vapi");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "nonsense",
                "{\"name\":7}",
                "{\"name\":\"x\",\"voice_engine\":\"bland\"}",
                "{\"name\":\"x\",\"general_tools\":[1]}",
                "{\"name\":\"x\",\"language\":\"it-IT\"}"
            })
    void refusesABadAgentAsFastApiDoes(String body) throws IOException {
        Client.Reply reply = client.post("/agents", body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.at("/detail/0").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("loc", "msg", "type");
        assertThat(reply.at("/detail/0/loc/0").asText()).isEqualTo("body");
    }

    @Test
    void refusesBadQueries() throws IOException {
        assertThat(client.get("/agents?limit=101").at("/detail/0/loc").toString())
                .isEqualTo("[\"query\",\"limit\"]");
        assertThat(client.get("/agents?cursor=x").status()).isEqualTo(422);
        assertThat(client.get("/agents?page=1").status()).isEqualTo(422);
        assertThat(client.get("/calls?campaign_id=x").status()).isEqualTo(422);
        assertThat(client.get("/lunch").status()).isEqualTo(404);
    }

    @Test
    void cutsLimitsWhenAsked() throws IOException {
        try (VoiceSandbox cut =
                VoiceSandbox.agoralia().agents(120).with(Quirk.LIMIT_IS_CUT).start()) {
            assertThat(Client.agoralia(cut).get("/agents?limit=500").at("/items"))
                    .hasSize(100);
        }
    }

    @ParameterizedTest
    @CsvSource({"ago_other, Invalid API key", "sk_live_x, Invalid API key format"})
    void refusesOtherKeys(String key, String text) throws IOException {
        Client.Reply reply = client.with(Map.of("X-API-Key", key)).get("/me");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.text("detail")).isEqualTo(text);
        assertThat(client.with(Map.of()).get("/me").text("detail")).isEqualTo("Invalid API key");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /me, me:read",
        "GET, /agents, agents:read",
        "POST, /agents, agents:write",
        "GET, /campaigns, campaigns:read",
        "POST, /campaigns, campaigns:write",
        "POST, /campaigns/1/start, campaigns:start",
        "GET, /campaigns/1/results, results:read",
        "POST, /leads:upsert, leads:write",
        "GET, /calls, calls:read"
    })
    void refusesWhatTheKeyHasNoScopeFor(String method, String path, String scope) throws IOException {
        try (VoiceSandbox narrow = VoiceSandbox.agoralia().scopes("lunch:read").start()) {
            Client own = Client.agoralia(narrow);
            Client.Reply reply = method.equals("GET") ? own.get(path) : own.post(path, "{}");

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.text("detail")).isEqualTo("Insufficient permissions. Required scope: " + scope);
        }
    }

    @Test
    void throttlesAnAddressAfterAHundredRequestsAMinute() throws IOException {
        MovingClock clock = new MovingClock();
        try (VoiceSandbox limited = VoiceSandbox.agoralia().clock(clock).start()) {
            Client hasty = Client.agoralia(limited);
            for (int i = 99; i >= 0; i--) {
                assertThat(hasty.get("/me").headers()).containsEntry("x-ratelimit-remaining", String.valueOf(i));
            }
            Client.Reply refused = hasty.get("/me");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.text("detail")).isEqualTo("Too many requests. Please try again later.");
            assertThat(refused.headers())
                    .containsEntry("x-ratelimit-limit", "100")
                    .containsEntry("x-ratelimit-remaining", "0")
                    .containsKey("x-ratelimit-reset")
                    .doesNotContainKey("retry-after");
            clock.forward(Duration.ofSeconds(61));
            assertThat(hasty.get("/me").status()).isEqualTo(200);
        }
    }

    @Test
    void throttlesAKeyOverSeveralAddresses() throws IOException {
        try (VoiceSandbox limited = VoiceSandbox.agoralia()
                .rateLimit(RateLimit.perMinute(3))
                .addressLimit(RateLimit.perMinute(2))
                .start()) {
            assertThat(statusFrom("127.0.0.2", limited)).isEqualTo(200);
            assertThat(statusFrom("127.0.0.2", limited)).isEqualTo(200);
            assertThat(statusFrom("127.0.0.2", limited)).as("its address").isEqualTo(429);
            assertThat(statusFrom("127.0.0.3", limited)).isEqualTo(200);
            assertThat(statusFrom("127.0.0.3", limited)).as("the key").isEqualTo(429);
        }
    }

    @Test
    void answersAKeyThatWasUsedBeforeAsTheFirstTime() throws IOException {
        Client keyed = client.and("Idempotency-Key", "k-1");
        Client.Reply first = keyed.post("/agents", "{\"name\":\"A\"}");

        assertThat(keyed.post("/agents", "{\"name\":\"A\"}").json()).isEqualTo(first.json());
        assertThat(keyed.post("/agents", "{\"name\":\"A\"}").status()).isEqualTo(201);
        Client.Reply other = keyed.post("/agents", "{\"name\":\"B\"}");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().path("detail").isTextual()).isTrue();
        assertThat(keyed.post("/agents", "{\"name\": \"A\"}").status())
                .as("other bytes")
                .isEqualTo(409);
        assertThat(client.get("/agents?limit=100").at("/items")).hasSize(46);
    }

    @Test
    void keepsNoKeyOfARefusedRequest() throws IOException {
        Client keyed = client.and("Idempotency-Key", "k-2");

        assertThat(keyed.post("/agents", "{}").status()).isEqualTo(422);
        assertThat(keyed.post("/agents", "{\"name\":\"A\"}").status()).isEqualTo(201);
    }

    @Test
    void forgetsKeysAfterADay() throws IOException {
        MovingClock clock = new MovingClock();
        try (VoiceSandbox moved = VoiceSandbox.agoralia().clock(clock).start()) {
            Client keyed = Client.agoralia(moved).and("Idempotency-Key", "k-1");
            JsonNode first = keyed.post("/agents", "{\"name\":\"A\"}").json();
            clock.forward(Duration.ofHours(23));
            assertThat(keyed.post("/agents", "{\"name\":\"A\"}").json()).isEqualTo(first);
            clock.forward(Duration.ofHours(2));
            assertThat(keyed.post("/agents", "{\"name\":\"B\"}").status()).isEqualTo(201);
        }
    }

    @Test
    void doesTheWorkOnceWhenTheAnswerWasLost() throws IOException {
        Client keyed = client.and("Idempotency-Key", "k-3");
        sandbox.failNext(Fault.statusAfterPlacing(503));

        assertThat(keyed.post("/agents", "{\"name\":\"A\"}").status()).isEqualTo(503);
        assertThat(keyed.post("/agents", "{\"name\":\"A\"}").status()).isEqualTo(201);
        assertThat(client.get("/agents?limit=100").at("/items")).hasSize(46);
    }

    @Test
    void givesNoIdTwiceAfterAReset() throws IOException {
        long before =
                client.post("/agents", "{\"name\":\"A\"}").json().path("id").asLong();
        sandbox.reset();

        assertThat(client.post("/agents", "{\"name\":\"A\"}").json().path("id").asLong())
                .isGreaterThan(before);
    }

    private static int statusFrom(String address, VoiceSandbox sandbox) throws IOException {
        URI url = URI.create(sandbox.baseUrl() + "/me");
        try (Socket socket = new Socket(url.getHost(), url.getPort(), InetAddress.getByName(address), 0)) {
            String request = "GET " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getHost() + "\r\nX-API-Key: "
                    + sandbox.apiKey() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }
}
