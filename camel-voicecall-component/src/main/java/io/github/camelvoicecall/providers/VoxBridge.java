package io.github.camelvoicecall.providers;

import static io.github.camelvoicecall.model.CallEventType.*;
import static io.github.camelvoicecall.model.CallStatus.*;
import static io.github.camelvoicecall.provider.Binding.get;
import static io.github.camelvoicecall.provider.Binding.post;
import static io.github.camelvoicecall.provider.Field.text;
import static io.github.camelvoicecall.provider.Operation.*;
import static io.github.camelvoicecall.provider.RequestField.*;

import io.github.camelvoicecall.model.*;
import io.github.camelvoicecall.provider.*;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * VoxBridge: queues calls, at a later time and with redials if asked, lists them and reports them by signed webhook.
 *
 * @see <a href="https://voxbridge.cc/docs/calls">VoxBridge Calls API</a>
 * @see <a href="https://voxbridge.cc/docs/webhooks">VoxBridge webhooks</a>
 */
public final class VoxBridge implements VoiceProvider {
    @Override
    public ProviderSpec spec() {
        return ProviderSpec.named("voxbridge")
                .baseUrl("https://voxbridge.cc")
                .auth(Auth.bearer())
                .on(
                        TRIGGER_CALL,
                        post("/v1/calls/outbound")
                                .body(VoxBridge::newCall)
                                .check(VoxBridge::check)
                                .accepts(FROM, AGENT_ID, VARIABLES, SCHEDULE_AT, WEBHOOK_URL, MAX_ATTEMPTS)
                                .reads(VoxBridge::call))
                .on(GET_CALL, get("/v1/calls/{callId}").reads(VoxBridge::call))
                .on(
                        LIST_CALLS,
                        get("/v1/calls")
                                .items("/items", "id", VoxBridge::call)
                                .fields(text("status"))
                                .paging(Paging.offset("limit", "offset", "total", 25, 100)))
                .instead(LIST_AGENTS, "the path isn't documented for API keys; copy the agent's id from the dashboard")
                .instead(AGENT_NAME, "agents are chosen by agentId")
                .probe(LIST_CALLS)
                .errors(ErrorRules.standard("detail", "error", "message")
                        .invalid(
                                400,
                                "agentId",
                                "a call that names no agent needs a default one: name an agent, or set a default in the dashboard")
                        .invalid(404, "agentId", "there is no such active outbound agent in this organization"))
                .statuses(StatusWords.NONE
                        .with("queued", QUEUED)
                        .with("calling", IN_PROGRESS)
                        .with("completed", COMPLETED)
                        .with("failed", FAILED))
                .echo(Echo.in("metadata"))
                .analyzes()
                .webhook(new WebhookScheme(
                        Signature.hmacSha256("X-Voice-Signature", "sha256="),
                        "event",
                        "call_id",
                        "timestamp",
                        Duration.ofSeconds(15),
                        VoxBridge::event,
                        Map.of("call.queued", CALL_QUEUED, "call.ended", CALL_ENDED, "call.analyzed", CALL_ANALYZED)))
                .build();
    }

    private static void check(CallRequest request) {
        Integer attempts = request.maxAttempts();
        if (attempts != null && (attempts < 1 || attempts > 10)) {
            throw new FieldException("maxAttempts", "must be 1 to 10");
        }
    }

    private static JsonBody newCall(CallRequest request) {
        return new JsonBody()
                .put("to", request.to())
                .put("from", request.from())
                .put("agent_id", request.agentId())
                .put("client_name", request.contactName())
                .put("context", request.variables())
                .put("metadata", request.metadata())
                .put("schedule_at", request.scheduleAt())
                .put("webhook_url", request.webhookUrl())
                // its own default is 3: up to two redials that nobody asked for
                .put("max_attempts", request.maxAttempts() == null ? 1 : request.maxAttempts());
    }

    private static VoiceCallBuilder call(Json json) {
        Instant scheduled = json.instant("scheduled_at");
        boolean later = "queued".equals(json.text("status")) && scheduled != null && scheduled.isAfter(json.readAt());
        return facts(json)
                .id(json.text("id"))
                .status(later ? SCHEDULED : CallStatus.UNKNOWN)
                .to(json.text("to_number"))
                .analysisReady(json.has("transcript") || json.has("structured_answers"));
    }

    private static VoiceCallBuilder event(Json json) {
        return facts(json)
                .id(json.text("call_id"))
                .to(json.text("to"))
                .analysisReady("call.analyzed".equals(json.text("event")));
    }

    private static VoiceCallBuilder facts(Json json) {
        return VoiceCall.of("voxbridge")
                .rawStatus(json.text("status"))
                .direction(direction(json.text("direction")))
                .from(json.text("from_number"))
                .agentId(json.text("agent_id"))
                .contactName(json.text("client_name"))
                .variables(json.object("context"))
                .metadata(json.object("metadata"))
                .rawEndReason(json.text("disposition"))
                .classification(json.text("disposition"))
                .transcript(transcript(json.at("transcript")))
                .recordingUrl(json.text("recording_url"))
                .extracted(answers(json.at("structured_answers")))
                .attempt(json.integer("attempt_count"))
                .maxAttempts(json.integer("max_attempts"))
                .durationSeconds(json.decimal("duration_seconds"))
                .createdAt(json.instant("created_at"))
                .startedAt(json.instant("started_at"))
                .endedAt(json.instant("completed_at"))
                .error(json.text("error_message"));
    }

    private static Direction direction(String word) {
        return "outbound".equals(word) ? Direction.OUTBOUND : "inbound".equals(word) ? Direction.INBOUND : null;
    }

    /** Its shape isn't documented: the words are kept whole, the raw JSON has the rest. */
    private static List<TranscriptTurn> transcript(Json json) {
        List<Json> turns = json.isArray() ? json.list() : json.text() == null ? List.of() : List.of(json);
        return turns.stream()
                .map(turn -> new TranscriptTurn(TranscriptTurn.Role.UNKNOWN, turn.text()))
                .toList();
    }

    private static Map<String, Object> answers(Json json) {
        return json.isObject() || json.text() == null ? json.object() : Map.of("answers", json.text());
    }
}
