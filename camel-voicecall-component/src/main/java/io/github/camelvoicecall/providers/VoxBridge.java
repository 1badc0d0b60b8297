package io.github.camelvoicecall.providers;

import static io.github.camelvoicecall.model.CallEventType.CALL_ANALYZED;
import static io.github.camelvoicecall.model.CallEventType.CALL_ENDED;
import static io.github.camelvoicecall.model.CallEventType.CALL_QUEUED;
import static io.github.camelvoicecall.model.CallStatus.COMPLETED;
import static io.github.camelvoicecall.model.CallStatus.FAILED;
import static io.github.camelvoicecall.model.CallStatus.IN_PROGRESS;
import static io.github.camelvoicecall.model.CallStatus.QUEUED;
import static io.github.camelvoicecall.model.CallStatus.SCHEDULED;
import static io.github.camelvoicecall.provider.Binding.get;
import static io.github.camelvoicecall.provider.Binding.post;
import static io.github.camelvoicecall.provider.Operation.GET_CALL;
import static io.github.camelvoicecall.provider.Operation.LIST_AGENTS;
import static io.github.camelvoicecall.provider.Operation.LIST_CALLS;
import static io.github.camelvoicecall.provider.Operation.TRIGGER_CALL;
import static io.github.camelvoicecall.provider.RequestField.AGENT_ID;
import static io.github.camelvoicecall.provider.RequestField.AGENT_NAME;
import static io.github.camelvoicecall.provider.RequestField.FROM;
import static io.github.camelvoicecall.provider.RequestField.MAX_ATTEMPTS;
import static io.github.camelvoicecall.provider.RequestField.SCHEDULE_AT;
import static io.github.camelvoicecall.provider.RequestField.VARIABLES;
import static io.github.camelvoicecall.provider.RequestField.WEBHOOK_URL;

import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.Direction;
import io.github.camelvoicecall.model.TranscriptTurn;
import io.github.camelvoicecall.model.TranscriptTurn.Role;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallBuilder;
import io.github.camelvoicecall.provider.Auth;
import io.github.camelvoicecall.provider.Echo;
import io.github.camelvoicecall.provider.ErrorRules;
import io.github.camelvoicecall.provider.FieldException;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.JsonBody;
import io.github.camelvoicecall.provider.Paging;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.Signature;
import io.github.camelvoicecall.provider.StatusWords;
import io.github.camelvoicecall.provider.VoiceProvider;
import io.github.camelvoicecall.provider.WebhookScheme;
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
                .on(TRIGGER_CALL, post("/v1/calls/outbound").body(VoxBridge::newCall).check(VoxBridge::check)
                        .accepts(FROM, AGENT_ID, VARIABLES, SCHEDULE_AT, WEBHOOK_URL, MAX_ATTEMPTS).reads(VoxBridge::call))
                .on(GET_CALL, get("/v1/calls/{callId}").reads(VoxBridge::call))
                .on(LIST_CALLS, get("/v1/calls").items("/items", "id", VoxBridge::call).filters("status").paging(Paging.offset("limit", "offset", "total", 25, 100)))
                .instead(LIST_AGENTS, "the path isn't documented for API keys; copy the agent's id from the dashboard")
                .instead(AGENT_NAME, "agents are chosen by agentId")
                .probe(LIST_CALLS)
                .errors(ErrorRules.standard("detail", "error", "message")
                        .invalid(400, "agentId", "no default agent is set up: name an agent, or make one the default in the dashboard")
                        .invalid(404, "agentId", "there is no such call or active outbound agent in this organization"))
                .statuses(StatusWords.NONE.with("queued", QUEUED).with("calling", IN_PROGRESS).with("completed", COMPLETED).with("failed", FAILED))
                .echo(Echo.in("metadata"))
                .analyzes()
                .webhook(new WebhookScheme(
                        Signature.hmacSha256("X-Voice-Signature", "sha256="), "event", "call_id", "timestamp", Duration.ofSeconds(15), VoxBridge::event,
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
        return facts(json).id(json.text("call_id")).to(json.text("to")).analysisReady("call.analyzed".equals(json.text("event")));
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
        return turns.stream().map(turn -> new TranscriptTurn(Role.UNKNOWN, turn.text())).toList();
    }

    private static Map<String, Object> answers(Json json) {
        return json.isObject() || json.text() == null ? json.object() : Map.of("answers", json.text());
    }
}
