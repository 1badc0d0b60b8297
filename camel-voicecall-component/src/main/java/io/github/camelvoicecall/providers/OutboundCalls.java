package io.github.camelvoicecall.providers;

import static io.github.camelvoicecall.provider.Binding.get;
import static io.github.camelvoicecall.provider.Binding.post;
import static io.github.camelvoicecall.provider.Field.list;
import static io.github.camelvoicecall.provider.Field.object;
import static io.github.camelvoicecall.provider.Field.phone;
import static io.github.camelvoicecall.provider.Field.text;
import static io.github.camelvoicecall.provider.Operation.*;
import static io.github.camelvoicecall.provider.Paging.limit;
import static io.github.camelvoicecall.provider.RequestField.*;

import io.github.camelvoicecall.model.*;
import io.github.camelvoicecall.provider.*;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * OutboundCalls: single calls, agents, contacts; campaigns can only be watched. Its page shows no answer of any endpoint, so that fields are looked for under likely names.
 *
 * @see <a href="https://outboundcalls.ai/api/v1/docs">OutboundCalls API v1</a>
 */
public final class OutboundCalls implements VoiceProvider {
    @Override
    public ProviderSpec spec() {
        return ProviderSpec.named("outboundcalls")
                .baseUrl("https://outboundcalls.ai/api/v1")
                .auth(Auth.bearer())
                .on(GET_ACCOUNT, get("/me").reads(OutboundCalls::account))
                .on(
                        LIST_AGENTS,
                        page("/agents", limit("limit", 200), OutboundCalls::agent)
                                .fields(text("status")))
                .on(GET_AGENT, get("/agents/{agentId}").reads(OutboundCalls::agent))
                .on(
                        LIST_CONTACTS,
                        page("/contacts", limit("limit", 500), OutboundCalls::contact)
                                .fields(text("contactListId")))
                .on(
                        CREATE_CONTACT,
                        post("/contacts")
                                .fields(
                                        text("contactListId").required(),
                                        phone("phone").required(),
                                        text("name"),
                                        text("email"),
                                        text("company"),
                                        list("tags", text("tag")),
                                        object("customFields"))
                                .reads(OutboundCalls::contact))
                .on(LIST_CALLS, calls().fields(text("status"), text("agentId"), text("campaignId")))
                .on(LIST_CAMPAIGN_CALLS, calls().fields(text("campaignId").required(), text("status"), text("agentId")))
                .on(GET_CALL, get("/calls/{callId}").reads(OutboundCalls::call))
                .on(
                        TRIGGER_CALL,
                        post("/calls")
                                .body(OutboundCalls::newCall)
                                .check(OutboundCalls::check)
                                .accepts(AGENT_ID)
                                .reads(OutboundCalls::call))
                .on(LIST_CAMPAIGNS, page("/campaigns", Paging.none(), OutboundCalls::campaign))
                .on(GET_CAMPAIGN, get("/campaigns/{campaignId}").reads(OutboundCalls::campaign))
                .instead(FROM, "name one of the account's numbers by its id, as extra.phoneNumberId")
                .instead(AGENT_NAME, "agents are chosen by agentId, which listAgents shows")
                .instead(VARIABLES, "createContact keeps customFields; name that contact as contactId")
                .instead(SCHEDULE_AT, "start the route at that time, for example from quartz:")
                .instead(WEBHOOK_URL, "webhooks are set on the dashboard's page of the agent")
                .instead(CREATE_CAMPAIGN, "make campaigns in the dashboard")
                .instead(ADD_RECIPIENTS, "createContact adds people to a contact list, one at a time")
                .instead(START_CAMPAIGN, "start it in the dashboard")
                .instead(STOP_CAMPAIGN, "stop it in the dashboard")
                .instead(GET_CAMPAIGN_RESULTS, "getCampaign counts, listCampaignCalls lists")
                .probe(GET_ACCOUNT)
                .errors(ErrorRules.standard("error", "message", "detail")
                        .anyText()
                        .credit(402, "a call needs at least 25 credits; top up the account"))
                .webhook(WEBHOOK)
                .names(NAMES)
                .analyzes()
                .build();
    }

    // spotless:off
    /** None is documented but those of requests; the others are the page's own words for what an answer holds. In which unit a plain "duration" is, nobody says. */
    private static final FieldNames NAMES = FieldNames.NONE
            .with(Json.ITEMS).with("id", "id", "callId").with("to", "toNumber", "to").with("from", "fromNumber", "from")
            .and("status", "agentId", "contactId", "campaignId", "createdAt", "startedAt", "endedAt", "durationSeconds")
            .and("transcript", "summary", "recordingUrl", "sentiment").with("extracted", "extractedData")
            .with("cost", "creditsCharged", "creditsUsed")
            .and("name", "language", "phone", "email", "company", "tags", "contactListId").with("fields", "customFields")
            .with("finished", "callsCompleted", "completedCalls")
            .with("successful", "callsSuccessful", "successfulCalls").with("failed", "callsFailed", "failedCalls")
            .with("credit", "creditBalance", "credits").with("plan", "plan", "/subscription/plan");
    private static final WebhookScheme WEBHOOK = WebhookScheme.hint(List.of("event", "type"),
            List.of("/call/id", "/call/callId", "/data/call/id", "/data/callId", "/data/call_id", "/data/id",
                    "/payload/callId", "/payload/id", "callId", "call_id", "id"),
            Duration.ofSeconds(5), Map.of(WebhookScheme.ANY, CallEventType.CALL_ENDED));
    // spotless:on

    private static Binding page(String path, Paging paging, Function<Json, ?> item) {
        return get(path).items("", "id", item).paging(paging);
    }

    private static Binding calls() {
        Binding calls = page("/calls", limit("limit", 200), OutboundCalls::call);
        return calls.timeless().brief();
    }

    private static void check(CallRequest request) {
        if (request.agentId() == null) {
            throw new FieldException("agentId", "is missing: name it in the body or as an option");
        }
    }

    private static JsonBody newCall(CallRequest request) {
        JsonBody call = new JsonBody().put("agentId", request.agentId());
        return call.put("toNumber", request.to()).put("contactId", request.contactId());
    }

    private static VoiceCallBuilder call(Json answer) {
        Json json = answer.identified();
        return VoiceCall.of("outboundcalls")
                .id(json.text("id"))
                .rawStatus(json.text("status"))
                .to(json.text("to"))
                .from(json.text("from"))
                .agentId(json.text("agentId"))
                .contactId(json.text("contactId"))
                .campaignId(json.text("campaignId"))
                .createdAt(json.instant("createdAt"))
                .startedAt(json.instant("startedAt"))
                .endedAt(json.instant("endedAt"))
                .durationSeconds(json.decimal("durationSeconds"))
                .analysisReady(json.has("transcript") || json.has("summary"))
                .transcript(json.texts("transcript").stream()
                        .map(turn -> new TranscriptTurn(TranscriptTurn.Role.UNKNOWN, turn))
                        .toList())
                .summary(json.text("summary"))
                .recordingUrl(json.text("recordingUrl"))
                .sentiment(json.text("sentiment"))
                .extracted(json.object("extracted"))
                .cost(cost(json));
    }

    private static Cost cost(Json json) {
        return json.decimal("cost") == null ? null : new Cost(json.decimal("cost"), "CREDIT");
    }

    private static Agent agent(Json answer) {
        Json json = answer.identified();
        return new Agent(
                "outboundcalls", json.text("id"), json.text("name"), json.text("language"), null, answer.object());
    }

    private static Contact contact(Json answer) {
        Json json = answer.identified();
        return new Contact(
                "outboundcalls",
                json.text("id"),
                json.text("contactListId"),
                json.text("phone"),
                json.text("name"),
                json.text("email"),
                json.text("company"),
                json.texts("tags"),
                json.object("fields"),
                answer.object());
    }

    private static Campaign campaign(Json answer) {
        Json json = answer.identified();
        return Campaign.of("outboundcalls")
                .id(json.text("id"))
                .name(json.text("name"))
                .rawStatus(json.text("status"))
                .agentId(json.text("agentId"))
                .counts(new CampaignCounts(
                        null, null, json.integer("finished"), json.integer("successful"), null, json.integer("failed")))
                .cost(cost(json))
                .createdAt(json.instant("createdAt"))
                .raw(answer.object())
                .build();
    }

    private static AccountInfo account(Json json) {
        Json user = json.identified();
        return new AccountInfo(
                "outboundcalls",
                user.text("id"),
                user.text("name"),
                json.text("plan"),
                null,
                null,
                null,
                json.decimal("credit"),
                json.object());
    }
}
