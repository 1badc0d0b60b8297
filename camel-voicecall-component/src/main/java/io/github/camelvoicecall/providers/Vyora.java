package io.github.camelvoicecall.providers;

import static io.github.camelvoicecall.model.CallEventType.*;
import static io.github.camelvoicecall.model.CallStatus.*;
import static io.github.camelvoicecall.provider.Binding.get;
import static io.github.camelvoicecall.provider.Binding.post;
import static io.github.camelvoicecall.provider.Operation.*;
import static io.github.camelvoicecall.provider.RequestField.*;

import io.github.camelvoicecall.model.*;
import io.github.camelvoicecall.provider.*;
import java.time.Duration;
import java.util.Map;

/**
 * Vyora: places single calls and reports them by signed webhook; there is no list of calls.
 *
 * @see <a href="https://www.vyora.ai/docs/api">Vyora API reference</a>
 */
public final class Vyora implements VoiceProvider {
    @Override
    public ProviderSpec spec() {
        return ProviderSpec.named("vyora")
                .baseUrl("https://api.vyora.ai")
                .auth(Auth.header("X-API-KEY"))
                .rateLimit(60, Duration.ofMinutes(1), RateLimit.Scope.KEY)
                .on(
                        TRIGGER_CALL,
                        post("/v1/calls")
                                .body(Vyora::newCall)
                                .check(Vyora::check)
                                .accepts(AGENT_ID, AGENT_NAME, VARIABLES)
                                .reads(Vyora::call))
                .on(GET_CALL, get("/v1/calls/{callId}").reads(Vyora::call))
                .on(
                        LIST_AGENTS,
                        get("/v1/agents")
                                .items("/agents", "id", Vyora::agent)
                                .paging(Paging.offset("limit", "offset", "total", 50, 100)))
                .instead(LIST_CALLS, "consume voicecall:vyora:callCompleted, or read single calls with getCall")
                .instead(SCHEDULE_AT, "start the route at that time, for example from quartz:")
                .probe(LIST_AGENTS)
                // its HTTP status was lost from the page, so the text decides
                .errors(ErrorRules.standard("error")
                        .first(new ErrorRule(
                                400, 499, "insufficient credits", ErrorRule.Kind.CREDIT, null, "top up the account")))
                .statuses(StatusWords.NONE.with("registered", QUEUED).with("completed", COMPLETED))
                .echo(Echo.in("custom_args"))
                .analyzes()
                .webhook(new WebhookScheme(
                        Signature.hmacSha256("X-Vyora-Signature", "sha256="),
                        "event",
                        "call_id",
                        "timestamp",
                        Duration.ofSeconds(5),
                        Vyora::event,
                        Map.of(
                                "call_started",
                                CALL_STARTED,
                                "call_completed",
                                CALL_ENDED,
                                "all_processing_completed",
                                CALL_ANALYZED)))
                .build();
    }

    private static void check(CallRequest request) {
        if (request.agentId() == null && request.agentName() == null) {
            throw new FieldException("agentId", "is missing: name an agentId or agentName in the body or as an option");
        }
    }

    private static JsonBody newCall(CallRequest request) {
        // which one wins when both are sent is not documented
        String name = request.agentId() == null ? request.agentName() : null;
        return new JsonBody()
                .put("phone_number", request.to())
                .put("agent_id", request.agentId())
                .put("agent_name", name)
                .put("custom_args", request.variables());
    }

    private static VoiceCallBuilder call(Json json) {
        return VoiceCall.of("vyora")
                .id(json.text("call_id"))
                .rawStatus(json.text("status"))
                .direction("outbound".equals(json.text("direction")) ? Direction.OUTBOUND : null)
                .to(json.text("phone_number"))
                .agentId(json.text("agent_id"))
                .agentName(json.text("agent_name"))
                .contactName(json.text("contact_name"))
                .campaignId(json.text("campaign_id"))
                .startedAt(json.instant("called_at"))
                .durationSeconds(json.decimal("duration_seconds"))
                .recordingUrl(json.text("recording_url"))
                .transcript(json.list("transcript").stream().map(Vyora::turn).toList())
                .analysisReady(json.has("analysis"))
                .summary(json.text("/analysis/summary"))
                .classification(json.text("/analysis/classification"))
                .variables(json.object("custom_args"));
    }

    /** Only the last event is final: the page shows an analysis in call_completed and says elsewhere that it comes later. */
    private static VoiceCallBuilder event(Json json) {
        return call(json).analysisReady("all_processing_completed".equals(json.text("event")));
    }

    private static TranscriptTurn turn(Json json) {
        return json.has("bot")
                ? new TranscriptTurn(TranscriptTurn.Role.AGENT, json.text("bot"))
                : json.has("user")
                        ? new TranscriptTurn(TranscriptTurn.Role.CUSTOMER, json.text("user"))
                        : new TranscriptTurn(TranscriptTurn.Role.UNKNOWN, json.text());
    }

    private static Agent agent(Json json) {
        return new Agent(
                "vyora",
                json.text("id"),
                json.text("name"),
                json.text("language"),
                json.text("agent_type"),
                json.object());
    }
}
