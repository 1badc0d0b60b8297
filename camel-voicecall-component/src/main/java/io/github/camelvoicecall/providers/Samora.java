package io.github.camelvoicecall.providers;

import static io.github.camelvoicecall.model.CallEventType.*;
import static io.github.camelvoicecall.model.CallStatus.*;
import static io.github.camelvoicecall.model.CampaignStatus.*;
import static io.github.camelvoicecall.provider.Binding.*;
import static io.github.camelvoicecall.provider.Field.*;
import static io.github.camelvoicecall.provider.Operation.*;
import static io.github.camelvoicecall.provider.RequestField.*;

import io.github.camelvoicecall.model.*;
import io.github.camelvoicecall.provider.*;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Samora: single calls, campaigns of an agent, and webhooks whose signature and body nobody documents, so that each is a hint to read the call.
 * @see <a href="https://docs.samora.ai/api-reference/introduction">Samora API reference</a>
 */
public final class Samora implements VoiceProvider {
    private static final String CAMPAIGNS = "/v1/external/campaigns/{agentId}";
    private static final String CAMPAIGN = CAMPAIGNS + "/{campaignId}";
    private static final String WEBHOOK = "/v2/webhooks/{webhookId}";
    private static final Map<String, CallEventType> EVENTS =
            Map.of("CALL_STARTED", CALL_STARTED, "CALL_FINISHED", CALL_ENDED, "CALL_FAILED", CALL_FAILED);
    private static final Map<String, EndReason> REASONS =
            Map.of("UNANSWERED", EndReason.NO_ANSWER, "REJECTED", EndReason.DECLINED, "VOICEMAIL", EndReason.VOICEMAIL);
    // spotless:off (a declaration that reads as a table)
    private static final Field AGENT = text("agentId").as("agent_id");
    private static final Field RETRY = object("retry",
            integer("maxRetries").as("max_retries").range(1, 5).required(),
            integer("delayMinutes").as("retry_delay_minutes").range(1, 1440).required(),
            list("on", oneOf("", "UNANSWERED", "REJECTED", "VOICEMAIL", "FAILED")).as("retry_on").range(1, 4).required()
    ).as("retry_config");
    private static final Field NAME = text("name").range(1, 255);
    private static final Field URL = text("url").rule(url -> url.toString().startsWith("https://"), "must be https");
    private static final Field HOOK_EVENTS = list("events", oneOf("", "CALL_STARTED", "CALL_FINISHED", "CALL_FAILED"))
            .range(1, 3);
    private static final Field OPTIONS = object("options", bool("include_transcript"), bool("include_recording_url"))
            .as("data_options");
    private static final Field HEADERS = object("customHeaders").as("custom_headers")
            .rule(headers -> ((Map<?, ?>) headers).values().stream().allMatch(String.class::isInstance),
                    "must hold nothing but texts");

    @Override
    public ProviderSpec spec() {
        return ProviderSpec.named("samora")
                .baseUrl("https://api.samora.ai").auth(Auth.header("X-API-Key"))
                .on(TRIGGER_CALL, post("/v1/call/trigger").body(Samora::newCall).check(Samora::check)
                        .accepts(AGENT_ID, VARIABLES)
                        .reads(json -> VoiceCall.of("samora").id(json.text("call_id")).status(QUEUED)))
                .on(GET_CALL, get("/v1/call/{callId}").reads(Samora::call))
                .on(CREATE_CAMPAIGN, post(CAMPAIGNS).fields(text("name").range(1, 120).required(), RETRY)
                        .reads(Samora::campaign))
                .on(LIST_CAMPAIGNS, pages(CAMPAIGNS).items("", "id", Samora::campaign))
                .on(GET_CAMPAIGN, get(CAMPAIGN).reads(Samora::campaign))
                .on(UPDATE_CAMPAIGN, put(CAMPAIGN).fields(RETRY.required()).when(Lifecycle.from(DRAFT))
                        .reads(Samora::campaign))
                .on(ADD_RECIPIENTS, post(CAMPAIGN + "/scheduled-calls").when(Lifecycle.from(DRAFT, PAUSED))
                        .bulk(Bulk.of("phone_numbers", Samora::recipient).most(5000, 2 * 1024 * 1024)
                                .counts(json -> json.at("/data/scheduled_call_ids").isArray()
                                        ? Taken.accepted(json.list("/data/scheduled_call_ids").size()) : Taken.ALL)))
                .on(LIST_CAMPAIGN_CALLS, pages(CAMPAIGN + "/calls")
                        .fields(text("status"),
                                integer("durationMin").as("duration_min").range(0, Integer.MAX_VALUE),
                                integer("durationMax").as("duration_max").range(0, Integer.MAX_VALUE),
                                oneOf("sortBy", "participant_id", "status", "created_at", "updated_at", "started_at",
                                        "ended_at", "duration").as("sort_by"),
                                oneOf("sortDir", "asc", "desc").as("sort_dir"))
                        .items("/data/calls", "id", Samora::listed).followed("sortBy", "updated_at", "updated_at"))
                .on(START_CAMPAIGN, move("start", Lifecycle.from(DRAFT, PAUSED).nothingToDoIn(RUNNING)))
                .on(STOP_CAMPAIGN, move("stop", Lifecycle.from(RUNNING).nothingToDoIn(PAUSED)))
                .on(CANCEL_CAMPAIGN, move("cancel", Lifecycle.from(DRAFT, CampaignStatus.SCHEDULED, RUNNING, PAUSED)
                        .nothingToDoIn(CampaignStatus.CANCELED)))
                .on(CREATE_WEBHOOK, post("/v2/webhooks").fields(AGENT.required(), NAME.required(), URL.required(),
                        HOOK_EVENTS.required(), OPTIONS, HEADERS).reads(Samora::webhook))
                .on(LIST_WEBHOOKS, get("/v2/webhooks").fields(AGENT).items("/data/webhooks", "id", Samora::webhook)
                        .paging(Paging.none()))
                .on(GET_WEBHOOK, get(WEBHOOK).reads(Samora::webhook))
                .on(UPDATE_WEBHOOK, put(WEBHOOK).fields(NAME, URL, HOOK_EVENTS, OPTIONS, HEADERS,
                        bool("active").as("is_active")).reads(Samora::webhook))
                .on(DELETE_WEBHOOK, delete(WEBHOOK).reads((json, asked) ->
                        new Removed("samora", asked.text("webhookId"), json.object())))
                .on(LIST_WEBHOOK_EVENTS, get("/v2/webhooks/events").paging(Paging.none())
                        .items("/data/events", "event_type", Samora::eventType))
                .instead(LIST_CALLS, "listCampaignCalls lists those of a campaign; callCompleted hands out the others")
                .instead(LIST_AGENTS, "copy the agent's id from the dashboard")
                .instead(AGENT_NAME, "agents are chosen by agentId")
                .instead(SCHEDULE_AT, "start the route at that time, for example from quartz:")
                .instead(RequestField.WEBHOOK_URL, "createWebhook registers one for all calls of an agent")
                .instead(MAX_ATTEMPTS, "a campaign can redial, see createCampaign")
                .probe(LIST_WEBHOOK_EVENTS)
                .errors(ErrorRules.standard("message", "error"))
                .statuses(StatusWords.NONE
                        .with("PENDING", QUEUED).with("TRIGGERED", RINGING).with("ONGOING", IN_PROGRESS)
                        .with("CALL_FINISHED", CallStatus.COMPLETED).with("UNANSWERED", NO_ANSWER)
                        .with("REJECTED", REJECTED) // the next two are named for redials only
                        .with("VOICEMAIL", CallStatus.COMPLETED).with("FAILED", CallStatus.FAILED))
                .campaignStatuses(StatusWords.NO_CAMPAIGNS
                        .with("DRAFT", DRAFT).with("SCHEDULED", CampaignStatus.SCHEDULED).with("IN_PROGRESS", RUNNING)
                        .with("PAUSED", PAUSED).with("FINISHED", CampaignStatus.COMPLETED)
                        .with("FAILED", CampaignStatus.FAILED).with("CANCELLED", CampaignStatus.CANCELED))
                .echo(Echo.in("metadata").backIn("/data/call_variables"))
                .analyzes()
                .webhook(WebhookScheme.hint(
                        List.of("event_type", "event", "type", "eventType", "/data/event_type"),
                        List.of("call_id", "/data/call_id", "/call/call_id", "/payload/call_id", "/data/call/call_id",
                                "callId", "/data/callId", "/data/call/id", "/data/id", "/call/id", "/payload/id", "id"),
                        Duration.ofSeconds(5), EVENTS))
                .build();
    }

    private static Binding pages(String path) {
        return get(path).paging(Paging.number("page", "page_size", "/data/total", 10, 100));
    }

    private static Binding move(String action, Lifecycle when) {
        return post(CAMPAIGN + "/" + action).when(when).reads(Samora::campaign);
    }

    private static void check(CallRequest request) {
        if (request.agentId() == null) {
            throw new FieldException("agentId", "is missing: name it in the body or as an option");
        }
        number(request.to());
    }

    private static String number(String e164) {
        if (e164.length() < "+".length() + 10 || e164.length() > "+".length() + 15) {
            throw new FieldException("to", "must have 10 to 15 digits at this provider");
        }
        return e164;
    }

    private static JsonBody newCall(CallRequest request) {
        JsonBody body = new JsonBody().put("agent_id", request.agentId()).put("to_number", request.to());
        return body.put("metadata", request.variables());
    }

    private static void recipient(JsonRow row, Recipient person) {
        row.put("to_number", number(person.to()))
                .put("call_variables", person.variables(), "variables", 4 * 1024).extra(person.extra());
    }

    private static VoiceCallBuilder call(Json json) {
        Json data = json.inside("data");
        boolean links = data.has("transcript_url") || data.has("recording_url");
        return facts(data).agentId(data.text("agent_id")).variables(data.object("call_variables"))
                .durationSeconds(data.secondsBetween("started_at", "ended_at"))
                .transcriptUrl(data.text("transcript_url")).recordingUrl(data.text("recording_url"))
                .urlsExpireAt(links ? json.readAt().plus(Duration.ofMinutes(60)) : null)
                .analysisReady(data.has("transcript_url"));
    }

    private static VoiceCallBuilder listed(Json json, Asked asked) {
        return facts(json).id(json.text("id")).to(json.text("to_number")).direction(Direction.OUTBOUND)
                .agentId(asked.text("agentId")).campaignId(asked.text("campaignId"))
                .durationSeconds(json.decimal("duration"));
    }

    private static VoiceCallBuilder facts(Json json) {
        String status = json.text("status");
        return VoiceCall.of("samora").rawStatus(status).endReason(status == null ? null : REASONS.get(status))
                .answeredBy("VOICEMAIL".equals(status) ? AnsweredBy.VOICEMAIL : null).createdAt(json.instant("created_at"))
                .startedAt(json.instant("started_at")).endedAt(json.instant("ended_at"));
    }

    private static Campaign campaign(Json json, Asked asked) {
        Json data = json.inside("data");
        Json stats = data.at("call_stats");
        Json retry = data.at("retry_config");
        return Campaign.of("samora")
                .id(data.firstText(asked.text("campaignId"), "id", "campaign_id"))
                .name(data.firstText(asked.text("name"), "name")).rawStatus(data.text("status"))
                .agentId(data.firstText(asked.text("agentId"), "agent_id")).agentName(data.text("agent_name"))
                .counts(!stats.isObject() ? null : new CampaignCounts(
                        stats.integer("total"), stats.integer("pending"), stats.integer("finished"), null,
                        stats.integer("unanswered"), stats.integer("failed")))
                .retry(!retry.isObject() ? null : new CampaignRetry(
                        retry.integer("max_retries"), retry.integer("retry_delay_minutes"), retry.texts("retry_on")))
                .createdAt(data.instant("created_at")).updatedAt(data.instant("updated_at")).raw(json.object()).build();
    }

    private static VoiceWebhook webhook(Json json, Asked asked) {
        Json data = json.inside("data");
        return new VoiceWebhook("samora", data.firstText(asked.text("webhookId"), "id"), data.text("agent_id"),
                data.text("name"), data.text("url"), data.texts("events"), data.object("data_options"),
                data.object("custom_headers"), data.bool("is_active"), data.text("secret"),
                data.instant("created_at"), data.instant("updated_at"), json.object());
    }

    private static WebhookEventType eventType(Json json) {
        String name = json.text("event_type");
        return new WebhookEventType("samora", name, name == null ? OTHER : EVENTS.getOrDefault(name, OTHER),
                json.text("display_name"), json.text("description"), json.texts("available_data_options"),
                json.object());
    }
    // spotless:on
}
