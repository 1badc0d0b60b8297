package io.github.camelvoicecall;

import static io.github.camelvoicecall.provider.Field.integer;
import static io.github.camelvoicecall.provider.Field.object;
import static io.github.camelvoicecall.provider.Field.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelvoicecall.model.Agent;
import io.github.camelvoicecall.model.Campaign;
import io.github.camelvoicecall.model.CampaignChange;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.FieldException;
import io.github.camelvoicecall.provider.Operation;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskedReaderTest {
    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();
    private static final Binding CALL = Binding.get("/calls/{callId}").reads(json -> json);
    private static final Binding CALLS = Binding.get("/calls")
            .fields(text("status"), text("campaignId").as("campaign_id"))
            .items("/items", "id", json -> json);
    private static final Binding CAMPAIGN_CALLS =
            Binding.get("/campaigns/{campaignId}/calls").fields(text("status")).items("/items", "id", json -> json);
    private static final Binding START =
            Binding.post("/agents/{agentId}/campaigns/{campaignId}/start").reads(json -> json);
    private static final Binding CREATE = Binding.post("/agents/{agentId}/campaigns")
            .fields(
                    text("name").required().range(1, 10),
                    object("retry", integer("maxRetries").as("max_retries").range(1, 5)))
            .reads(json -> json);

    private final VoiceCallConfiguration options = new VoiceCallConfiguration();

    @BeforeAll
    static void start() {
        CONTEXT.start();
    }

    @AfterAll
    static void stop() {
        CONTEXT.stop();
    }

    private static Message message(Object body, Object... headers) {
        Message message = new DefaultExchange(CONTEXT).getIn();
        message.setBody(body);
        for (int i = 0; i < headers.length; i += 2) {
            message.setHeader((String) headers[i], headers[i + 1]);
        }
        return message;
    }

    private static Operation operation(Binding binding) {
        return binding == CALL
                ? Operation.GET_CALL
                : binding == START
                        ? Operation.START_CAMPAIGN
                        : binding == CREATE
                                ? Operation.CREATE_CAMPAIGN
                                : binding == CAMPAIGN_CALLS
                                        ? Operation.LIST_CAMPAIGN_CALLS
                                        : "PUT".equals(binding.method())
                                                ? Operation.UPDATE_CAMPAIGN
                                                : Operation.LIST_CALLS;
    }

    private Map<String, Object> read(Binding binding, Object body, Object... headers) {
        return new AskedReader(operation(binding), binding, options)
                .read(message(body, headers))
                .asked()
                .values();
    }

    private void assertRefused(Binding binding, Object body, String field, String why) {
        assertThatThrownBy(() -> read(binding, body))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo(field))
                .hasMessageContaining(why);
    }

    static Stream<Object> callIds() {
        return Stream.of(
                "c-1",
                " c-1 ",
                "c-1".getBytes(UTF_8),
                new ByteArrayInputStream("c-1\n".getBytes(UTF_8)),
                Map.of("callId", "c-1"),
                Map.of("id", "c-1", "other", 1),
                "{\"callId\":\"c-1\"}",
                " {\"id\":\"c-1\"}",
                new ByteArrayInputStream("{\"callId\":\"c-1\"}".getBytes(UTF_8)),
                JsonNodeFactory.instance.objectNode().put("id", "c-1"),
                VoiceCall.of("acme").id("c-1").build());
    }

    @ParameterizedTest
    @MethodSource("callIds")
    void findsTheIdOfACall(Object body) {
        assertThat(read(CALL, body, VoiceCallConstants.CALL_ID, "c-header")).isEqualTo(Map.of("callId", "c-1"));
    }

    @Test
    void theIdMayComeFromHeaderOrOption() {
        options.setCallId("c-option");

        assertThat(read(CALL, null, VoiceCallConstants.CALL_ID, "c-header")).containsValue("c-header");
        assertThat(read(CALL, null)).containsValue("c-option");
        assertThat(read(CALL, "", VoiceCallConstants.CALL_ID, 17)).containsValue("17");
        assertThat(read(CALL, Map.of("id", 5))).containsValue("5");
        assertThat(read(CALL, 5)).containsValue("5");
        assertThat(read(CALL, VoiceCall.of("acme").build(), VoiceCallConstants.CALL_ID, "c-header"))
                .as("an unresolved call has none")
                .containsValue("c-header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "..."})
    void anIdThatIsNoneIsMissing(String id) {
        assertRefused(CALL, id, "callId", "CamelVoiceCallCallId");
    }

    static Stream<Object> filters() {
        return Stream.of(
                Map.of("status", "failed"),
                "{\"status\":\"failed\"}",
                "{\"status\":\"failed\"}".getBytes(UTF_8),
                new ByteArrayInputStream("{\"status\":\"failed\"}".getBytes(UTF_8)),
                JsonNodeFactory.instance.objectNode().put("status", "failed"));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void readsFilters(Object body) {
        assertThat(read(CALLS, body)).isEqualTo(Map.of("status", "failed"));
    }

    @Test
    void aFilterMayBeAnOption() {
        options.setCampaignId("8");

        assertThat(read(CALLS, null)).isEqualTo(Map.of("campaignId", "8"));
        assertThat(read(CALLS, Map.of("campaignId", 9))).isEqualTo(Map.of("campaignId", "9"));
    }

    @Test
    void aFilterThatTheListLacksIsNamed() {
        assertRefused(CALLS, Map.of("state", "failed"), "state", "[status, campaignId]");
        assertRefused(
                Binding.get("/calls").items("/items", "id", json -> json),
                Map.of("status", "failed"),
                "status",
                "it has none");
    }

    @Test
    void anUpdateThatChangesNothingIsNamed() {
        Binding update = Binding.put("/campaigns/{campaignId}")
                .fields(text("name"), text("note"))
                .reads(json -> json);
        for (Object body : List.of("k-1", Map.of("campaignId", "k-1"), Map.of("campaignId", "k-1", "name", " "))) {
            assertRefused(update, body, "body", "nothing to change");
        }
    }

    @Test
    void anActionNeedsNothingButItsCampaignWhateverItsMethod() {
        Binding start = Binding.put("/campaigns/{campaignId}/start").reads(json -> json);

        AskedReader.Wish wish = new AskedReader(Operation.START_CAMPAIGN, start, options).read(message("k-1"));

        assertThat(wish.asked().text("campaignId")).isEqualTo("k-1");
    }

    @Test
    void theListOfACampaignsCallsTakesItsIdAsTheOtherOperationsDo() {
        for (Object body : List.of("k-1", Map.of("id", "k-1"), "{\"campaignId\":\"k-1\"}", "k-1".getBytes(UTF_8))) {
            assertThat(read(CAMPAIGN_CALLS, body)).isEqualTo(Map.of("campaignId", "k-1"));
        }
        assertThat(read(CAMPAIGN_CALLS, 8)).isEqualTo(Map.of("campaignId", "8"));
        assertThat(read(CAMPAIGN_CALLS, null, VoiceCallConstants.CAMPAIGN_ID, "k-2"))
                .containsValue("k-2");
    }

    @Test
    void anythingElseAsksForTheWholeList() {
        for (Object body : Arrays.asList(null, "", "go", new byte[0], List.of(), Instant.EPOCH, Map.of())) {
            assertThat(read(CALLS, body)).isEmpty();
        }
        Map<String, Object> nothing = new LinkedHashMap<>();
        nothing.put("status", null);
        assertThat(read(CALLS, nothing)).isEmpty();
    }

    @Test
    void oneStepsResultFeedsTheNext() {
        Campaign campaign = Campaign.of("acme").id("c-8").agentId("a-1").build();
        CampaignChange change = CampaignChange.done("acme", "c-8", null, Map.of());
        Agent agent = new Agent("acme", "a-1", "Ann", null, null, Map.of());

        assertThat(read(START, campaign)).isEqualTo(Map.of("agentId", "a-1", "campaignId", "c-8"));
        assertThat(read(START, change, VoiceCallConstants.AGENT_ID, "a-2"))
                .isEqualTo(Map.of("agentId", "a-2", "campaignId", "c-8"));
        assertThat(read(START, agent, VoiceCallConstants.CAMPAIGN_ID, "c-9"))
                .isEqualTo(Map.of("agentId", "a-1", "campaignId", "c-9"));
        options.setAgentId("a-3");
        assertThat(read(START, "c-7")).isEqualTo(Map.of("agentId", "a-3", "campaignId", "c-7"));
    }

    record NewCampaign(String name, Map<String, Object> retry) {}

    @Test
    void aRecordIsReadByItsNames() {
        options.setAgentId("a-1");

        assertThat(read(CREATE, new NewCampaign("Spring", Map.of("maxRetries", 2))))
                .isEqualTo(Map.of("agentId", "a-1", "name", "Spring", "retry", Map.of("maxRetries", 2L)));
        assertThat(read(CREATE, new NewCampaign("Spring", null))).doesNotContainKey("retry");
    }

    @Test
    void whatIsWrongIsNamed() {
        options.setAgentId("a-1");

        assertRefused(CREATE, null, "name", "is missing: put it in the body");
        assertRefused(CREATE, Map.of("name", "Spring", "tittle", "x"), "tittle", "known are [agentId, name, retry]");
        assertRefused(CREATE, Map.of("name", "A very long name"), "name", "must be 1 to 10 characters long");
        assertRefused(
                CREATE, Map.of("name", "S", "retry", Map.of("maxRetries", 9)), "retry.maxRetries", "must be 1 to 5");
        assertRefused(
                CREATE, Map.of("name", "S", "retry", Map.of("maxRetries", "two")), "retry.maxRetries", "whole number");
        assertRefused(CREATE, Map.of("name", "S", "retry", Map.of("max", 2)), "retry.max", "[maxRetries]");
        assertRefused(CREATE, Map.of("name", "S", "retry", "often"), "retry", "an object");
        assertRefused(CREATE, "Spring", "body", "is no JSON object");
        assertRefused(CREATE, Instant.EPOCH, "body", "is a Instant");
        options.setAgentId(null);
        assertRefused(CREATE, Map.of("name", "S"), "agentId", "the header CamelVoiceCallAgentId or the option agentId");
        assertRefused(START, Map.of("campaignId", "c", "agentId", "a", "dryRun", true), "dryRun", "is not a field");
    }

    @Test
    void theKeyIsNoField() {
        AskedReader.Wish wish = new AskedReader(operation(CREATE), CREATE, options)
                .read(message(Map.of("agentId", "a", "name", "S", "idempotencyKey", "k-1")));

        assertThat(wish.key()).isEqualTo("k-1");
        assertThat(wish.asked().values()).containsOnlyKeys("agentId", "name");
    }
}
