package io.github.camelvoicecall.providers;

import static io.github.camelvoicecall.model.CallStatus.COMPLETED;
import static io.github.camelvoicecall.model.CampaignStatus.DRAFT;
import static io.github.camelvoicecall.model.CampaignStatus.RUNNING;
import static io.github.camelvoicecall.provider.Binding.get;
import static io.github.camelvoicecall.provider.Binding.post;
import static io.github.camelvoicecall.provider.Field.instant;
import static io.github.camelvoicecall.provider.Field.integer;
import static io.github.camelvoicecall.provider.Field.list;
import static io.github.camelvoicecall.provider.Field.object;
import static io.github.camelvoicecall.provider.Field.oneOf;
import static io.github.camelvoicecall.provider.Field.text;
import static io.github.camelvoicecall.provider.Operation.CANCEL_CAMPAIGN;
import static io.github.camelvoicecall.provider.Operation.CREATE_AGENT;
import static io.github.camelvoicecall.provider.Operation.CREATE_CAMPAIGN;
import static io.github.camelvoicecall.provider.Operation.GET_ACCOUNT;
import static io.github.camelvoicecall.provider.Operation.GET_CALL;
import static io.github.camelvoicecall.provider.Operation.GET_CAMPAIGN;
import static io.github.camelvoicecall.provider.Operation.GET_CAMPAIGN_RESULTS;
import static io.github.camelvoicecall.provider.Operation.LIST_AGENTS;
import static io.github.camelvoicecall.provider.Operation.LIST_CALLS;
import static io.github.camelvoicecall.provider.Operation.LIST_CAMPAIGNS;
import static io.github.camelvoicecall.provider.Operation.LIST_CAMPAIGN_CALLS;
import static io.github.camelvoicecall.provider.Operation.START_CAMPAIGN;
import static io.github.camelvoicecall.provider.Operation.STOP_CAMPAIGN;
import static io.github.camelvoicecall.provider.Operation.TRIGGER_CALL;
import static io.github.camelvoicecall.provider.RateLimit.Scope.ADDRESS;
import static io.github.camelvoicecall.provider.RateLimit.Scope.KEY;

import io.github.camelvoicecall.model.AccountInfo;
import io.github.camelvoicecall.model.Agent;
import io.github.camelvoicecall.model.Campaign;
import io.github.camelvoicecall.model.CampaignChange;
import io.github.camelvoicecall.model.CampaignResults;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallBuilder;
import io.github.camelvoicecall.provider.Asked;
import io.github.camelvoicecall.provider.Auth;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.ErrorRules;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.Lifecycle;
import io.github.camelvoicecall.provider.Paging;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.StatusWords;
import io.github.camelvoicecall.provider.VoiceProvider;
import java.time.Duration;

/**
 * Agoralia: calls only through campaigns, whose start somebody confirms; no webhook and no read of a single call.
 *
 * @see <a href="https://docs.agoralia.app/docs/api/endpoints">Agoralia endpoints</a>
 * @see <a href="https://docs.agoralia.app/docs/api/idempotency">Agoralia idempotency</a>
 */
public final class Agoralia implements VoiceProvider {
    @Override
    public ProviderSpec spec() {
        return ProviderSpec.named("agoralia")
                .baseUrl("https://api.agoralia.app/api/v1")
                .auth(Auth.header("X-API-Key"))
                .rateLimit(100, Duration.ofMinutes(1), ADDRESS)
                .rateLimit(120, Duration.ofMinutes(1), KEY)
                .rateLimit(20_000, Duration.ofDays(1), KEY)
                .limitHeaders("X-RateLimit-Remaining", "X-RateLimit-Reset")
                .idempotencyHeader("Idempotency-Key")
                .on(GET_ACCOUNT, get("/me").scope("me:read").reads(Agoralia::account))
                .on(LIST_AGENTS, page("/agents").scope("agents:read").items("/items", "id", Agoralia::agent))
                .on(
                        CREATE_AGENT,
                        post("/agents")
                                .scope("agents:write")
                                .keyed()
                                .fields(
                                        text("name").required(),
                                        text("language").as("lang"),
                                        oneOf("voiceEngine", "vapi", "retell").as("voice_engine"),
                                        text("voiceId").as("voice_id"),
                                        text("model"),
                                        list("tools").as("general_tools"),
                                        list("analysis").as("post_call_analysis_data"))
                                .reads(Agoralia::agent))
                .on(
                        LIST_CAMPAIGNS,
                        page("/campaigns").scope("campaigns:read").items("/items", "id", Agoralia::campaign))
                .on(
                        CREATE_CAMPAIGN,
                        post("/campaigns")
                                .scope("campaigns:write")
                                .keyed()
                                .fields(
                                        text("name").required(),
                                        oneOf(
                                                        "purpose",
                                                        "quote_request",
                                                        "cold_calling",
                                                        "appointment",
                                                        "qualification",
                                                        "inbound")
                                                .required(),
                                        integer("agentId").as("agent_ref_id").required(),
                                        integer("from").as("from_number_id"),
                                        oneOf("callLanguage", "auto", "fixed").as("call_language_mode"),
                                        text("outputLanguage").as("output_language"),
                                        object("extractionSchema")
                                                .as("extraction_schema")
                                                .required(),
                                        list("displayColumns", text("column"))
                                                .as("display_columns")
                                                .required(),
                                        object(
                                                "schedule",
                                                text("timezone"),
                                                instant("startDate").as("start_date"),
                                                instant("endDate").as("end_date")))
                                .reads(Agoralia::campaign))
                .on(
                        START_CAMPAIGN,
                        post("/campaigns/{campaignId}/start")
                                .scope("campaigns:start")
                                // from where it may be started isn't documented: the provider decides
                                .when(Lifecycle.anyTime().nothingToDoIn(RUNNING))
                                .reads(Agoralia::start))
                .on(
                        GET_CAMPAIGN_RESULTS,
                        get("/campaigns/{campaignId}/results")
                                .scope("results:read")
                                .reads(Agoralia::results))
                .on(LIST_CALLS, calls().fields(text("campaignId").as("campaign_id")))
                .on(
                        LIST_CAMPAIGN_CALLS,
                        calls().fields(text("campaignId").as("campaign_id").required()))
                .instead(
                        TRIGGER_CALL,
                        "addRecipients puts people into a campaign, startCampaign asks for its start; results come from callCompleted")
                .instead(GET_CALL, "listCampaignCalls, or consume callCompleted")
                .instead(GET_CAMPAIGN, "listCampaigns")
                .instead(STOP_CAMPAIGN, "stop it in the web interface")
                .instead(CANCEL_CAMPAIGN, "end it in the web interface")
                .probe(GET_ACCOUNT)
                .errors(
                        ErrorRules.standard("detail")
                                .details("detail", "loc", "msg")
                                .invalid(
                                        409,
                                        "idempotencyKey",
                                        "the key stands for a request with other fields, made within the last 24 hours; something new needs a new key"))
                .statuses(StatusWords.NONE.with("completed", COMPLETED))
                .campaignStatuses(StatusWords.NO_CAMPAIGNS.with("draft", DRAFT).with("active", RUNNING))
                .build();
    }

    private static Binding page(String path) {
        return get(path).paging(Paging.cursor("limit", "cursor", "next_cursor", 20, 100));
    }

    private static Binding calls() {
        return page("/calls")
                .scope("calls:read")
                .items("/items", "id", Agoralia::call)
                .timeless();
    }

    private static AccountInfo account(Json json) {
        return new AccountInfo(
                "agoralia",
                json.text("tenant_id"),
                json.text("workspace_name"),
                json.text("plan"),
                json.has("api_key_scopes") ? json.texts("api_key_scopes") : null,
                json.integer("/rate_limits/rpm"),
                json.integer("/rate_limits/rpd"),
                null,
                json.object());
    }

    private static Agent agent(Json json) {
        return new Agent(
                "agoralia",
                json.text("id"),
                json.text("name"),
                json.text("lang"),
                json.text("voice_engine"),
                json.object());
    }

    private static Campaign campaign(Json json, Asked asked) {
        return Campaign.of("agoralia")
                .id(json.text("id"))
                .name(json.text("name"))
                .rawStatus(json.text("status"))
                .agentId(asked.text("agentId"))
                .raw(json.object())
                .build();
    }

    /** Dials nobody yet, whatever it is called: somebody has to confirm the proposal. */
    private static CampaignChange start(Json json, Asked asked) {
        boolean open = json.has("proposal_id") || Boolean.TRUE.equals(json.bool("requires_confirmation"));
        return new CampaignChange(
                "agoralia",
                asked.text("campaignId"),
                open ? CampaignChange.Result.NEEDS_CONFIRMATION : CampaignChange.Result.DONE,
                null,
                json.text("proposal_id"),
                json.object());
    }

    private static CampaignResults results(Json json, Asked asked) {
        return new CampaignResults(
                "agoralia",
                asked.text("campaignId"),
                json.list("display_columns").stream()
                        .map(column -> new CampaignResults.Column(column.text("name"), column.text("label")))
                        .toList(),
                json.list("rows").stream().map(Json::object).toList(),
                json.object());
    }

    private static VoiceCallBuilder call(Json json, Asked asked) {
        return VoiceCall.of("agoralia")
                .id(json.text("id"))
                .rawStatus(json.text("status"))
                .to(json.text("to_number"))
                .campaignId(asked.text("campaignId"));
    }
}
