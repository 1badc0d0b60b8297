package io.github.camelvoicecall;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A provider's answer may name any address: as the next page, as a recording, as where it has moved. The key goes to the host of {@code baseUrl} and nowhere else, and no link is
 * fetched at all.
 */
class LinksTest {
    private static final List<String> OPERATIONS = List.of(
            "triggerCall",
            "getCall",
            "listCalls",
            "listCampaignCalls",
            "getCampaignResults",
            "listCampaigns",
            "listAgents");

    private final WireMockServer provider = server();
    private final WireMockServer elsewhere = server();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Set<String> unsupported = new HashSet<>();

    private static WireMockServer server() {
        return new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    }

    @BeforeEach
    void start() {
        provider.start();
        elsewhere.start();
        elsewhere.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200).withBody("{}")));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        provider.stop();
        elsewhere.stop();
    }

    /** Whatever name a provider has for a list, a call or a link, it is in here. */
    private String answer() {
        String link = elsewhere.baseUrl() + "/stolen";
        String links = """
                "next":"LINK","next_cursor":"LINK","nextCursor":"LINK","cursor":"LINK","next_page":"LINK","links":{"next":"LINK","self":"LINK"},\
                "href":"LINK","url":"LINK","location":"LINK","recording_url":"LINK","recordingUrl":"LINK","transcript_url":"LINK",\
                "transcriptUrl":"LINK","transcript":"LINK","audio_url":"LINK","has_more":true,"total":100,"total_pages":9,"pages":9""".replace("LINK", link);
        String call =
                "{\"id\":\"c-1\",\"call_id\":\"c-1\",\"callId\":\"c-1\",\"status\":\"completed\",\"to\":\"+15555550101\","
                        + links + "}";
        String items = List.of("calls", "items", "results", "campaigns", "agents", "leads", "recipients").stream()
                .map(name -> "\"" + name + "\":[" + call + "]")
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
        return "{\"id\":\"c-1\",\"call_id\":\"c-1\",\"success\":true,\"status\":\"completed\"," + links
                + ",\"pagination\":{" + links + "},\"meta\":{" + links
                + "},\"data\":{\"id\":\"c-1\",\"call_id\":\"c-1\"," + links + "," + items + "}," + items + "}";
    }

    @ParameterizedTest
    @CsvSource({
        "vyora, vya_live_mine",
        "voxbridge, sk_live_mine",
        "samora, key-of-mine",
        "outboundcalls, oc_live_mine",
        "agoralia, ago_mine"
    })
    void noLinkInAnAnswerIsFollowedAndNoKeyLeavesForAnotherHost(String name, String key) throws Exception {
        for (ResponseDefinitionBuilder answer : List.of(
                aResponse()
                        .withStatus(200)
                        .withHeader("Content-Type", "application/json")
                        .withHeader("Link", "<" + elsewhere.baseUrl() + "/stolen>; rel=\"next\"")
                        .withHeader("Location", elsewhere.baseUrl() + "/stolen")
                        .withHeader("Refresh", "0; url=" + elsewhere.baseUrl() + "/stolen")
                        .withBody(answer()),
                aResponse()
                        .withStatus(202)
                        .withHeader("Location", elsewhere.baseUrl() + "/stolen")
                        .withBody(answer()),
                aResponse()
                        .withStatus(307)
                        .withHeader("Location", elsewhere.baseUrl() + "/stolen")
                        .withBody(answer()),
                aResponse()
                        .withStatus(401)
                        .withHeader("WWW-Authenticate", "Bearer realm=\"" + elsewhere.baseUrl() + "\"")
                        .withBody(answer()))) {
            provider.stubFor(any(anyUrl()).willReturn(answer));
            for (String operation : OPERATIONS) {
                ask(name, key, operation);
            }
        }

        assertThat(provider.getAllServeEvents()).hasSizeGreaterThan(4);
        assertThat(provider.getAllServeEvents())
                .anySatisfy(event ->
                        assertThat(event.getRequest().getHeaders().toString()).contains(key));
        assertThat(elsewhere.getAllServeEvents()).isEmpty();
    }

    private void ask(String name, String key, String operation) throws Exception {
        String uri = "voicecall:" + name + ":" + operation + "?maxRetries=0&maxItems=3&requestsPerMinute=100000&apiKey="
                + key + "&baseUrl=" + provider.baseUrl();
        String from = "direct:" + name + "-" + operation;
        if (unsupported.contains(from)) {
            return;
        }
        if (context.hasEndpoint(from) == null) {
            try {
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(from).to(uri);
                    }
                });
            } catch (Exception e) {
                unsupported.add(from);
                return;
            }
        }
        Map<String, Object> body =
                Map.of("to", "+15555550101", "agentId", "a-1", "callId", "c-1", "campaignId", "p-1", "id", "c-1");
        Map<String, Object> known = operation.equals("triggerCall")
                ? Map.of("to", "+15555550101", "agentId", "a-1")
                : operation.equals("getCall") ? Map.of("callId", "c-1") : body;
        Exchange exchange = context.createProducerTemplate()
                .request(from, request -> request.getMessage().setBody(known));
        // reading the results is what would go on to the next page
        if (exchange.getException() == null && exchange.getMessage().getBody() instanceof Iterable<?> items) {
            items.forEach(item -> assertThat(item).isNotNull());
        }
    }
}
