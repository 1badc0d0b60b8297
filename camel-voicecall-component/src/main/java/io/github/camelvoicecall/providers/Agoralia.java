package io.github.camelvoicecall.providers;

import static io.github.camelvoicecall.model.CallStatus.COMPLETED;
import static io.github.camelvoicecall.model.CampaignStatus.*;
import static io.github.camelvoicecall.provider.Binding.*;
import static io.github.camelvoicecall.provider.Field.*;
import static io.github.camelvoicecall.provider.Operation.*;
import static io.github.camelvoicecall.provider.RateLimit.Scope.*;

import io.github.camelvoicecall.model.*;
import io.github.camelvoicecall.provider.*;
import java.time.Duration;

/**
 * Agoralia: calls only through campaigns, whose start somebody confirms; no webhook and no read of a single call.
 *
 * @see <a href="https://docs.agoralia.app/docs/api/endpoints">Agoralia endpoints</a>
 * @see <a href="https://docs.agoralia.app/docs/api/idempotency">Agoralia idempotency</a>
 */
public final class Agoralia implements VoiceProvider {
    private static final String USED =
            "the key stands for a request with other fields, made within the last 24 hours; something new needs a new key";
    private static final Field PURPOSE =
            oneOf("purpose", "quote_request", "cold_calling", "appointment", "qualification", "inbound");
    private static final Field SCHEMA = object("extractionSchema").as("extraction_schema");
    private static final Field COLUMNS = list("displayColumns", text("column")).as("display_columns");
    private static final Field CAMPAIGN = integer("campaignId").as("campaign_id");

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
                                        PURPOSE.required(),
                                        integer("agentId").as("agent_ref_id").required(),
                                        integer("from").as("from_number_id"),
                                        oneOf("callLanguage", "auto", "fixed").as("call_language_mode"),
                                        text("outputLanguage").as("output_language"),
                                        SCHEMA.required(),
                                        COLUMNS.required(),
                                        object(
                                                "schedule",
                                                text("timezone"),
                                                instant("startDate").as("start_date"),
                                                instant("endDate").as("end_date")))
                                .reads(Agoralia::campaign))
                .on(
                        ADD_RECIPIENTS,
                        post("/leads:upsert")
                                .scope("leads:write")
                                .keyed()
                                .fields(CAMPAIGN.required())
                                .bulk(Bulk.of("items", Agoralia::lead)
                                        .counts(Agoralia::taken)
                                        .upserting()
                                        .remembered()))
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
                .on(LIST_CALLS, calls().fields(CAMPAIGN))
                .on(LIST_CAMPAIGN_CALLS, calls().fields(CAMPAIGN.required()))
                .instead(TRIGGER_CALL, "addRecipients, then startCampaign; the results come from callCompleted")
                .instead(GET_CALL, "listCampaignCalls, or consume callCompleted")
                .instead(GET_CAMPAIGN, "listCampaigns")
                .instead(STOP_CAMPAIGN, "stop it in the web interface")
                .instead(CANCEL_CAMPAIGN, "end it in the web interface")
                .probe(GET_ACCOUNT)
                .errors(ErrorRules.standard("detail")
                        .details("detail", "loc", "msg")
                        .invalid(409, "idempotencyKey", USED))
                .statuses(StatusWords.NONE.with("completed", COMPLETED))
                .campaignStatuses(StatusWords.NO_CAMPAIGNS.with("draft", DRAFT).with("active", RUNNING))
                .build();
    }

    private static Binding page(String path) {
        return get(path).paging(Paging.cursor("limit", "cursor", "next_cursor", 20, 100));
    }

    private static Binding calls() {
        return page("/calls").timeless().scope("calls:read").items("/items", "id", Agoralia::call);
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

    private static void lead(JsonRow row, Recipient person) {
        // decides whether a lead is created or updated: without an id of the user's own, the number does
        row.put("external_id", person.contactId() == null ? person.to() : person.contactId())
                .put("phone", person.to())
                .put("name", person.contactName())
                .put("data", person.variables())
                .extra(person.extra());
    }

    private static Taken taken(Json json) {
        return Taken.upserted(json.integer("created"), json.integer("updated"), json.integer("failed"));
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
