package io.github.camelvoicecall.examples.acme;

import io.github.camelvoicecall.model.CallEventType;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallBuilder;
import io.github.camelvoicecall.provider.Auth;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Echo;
import io.github.camelvoicecall.provider.ErrorRules;
import io.github.camelvoicecall.provider.FieldException;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.JsonBody;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.Paging;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.RateLimit;
import io.github.camelvoicecall.provider.RequestField;
import io.github.camelvoicecall.provider.Signature;
import io.github.camelvoicecall.provider.StatusWords;
import io.github.camelvoicecall.provider.VoiceProvider;
import io.github.camelvoicecall.provider.WebhookScheme;
import java.time.Duration;
import java.util.Map;

/** Acme Voice, which doesn't exist: what its API page would say, and no more. */
public final class AcmeVoice implements VoiceProvider {
    private static final int LONGEST_NAME = 40;

    @Override
    public ProviderSpec spec() {
        return ProviderSpec.named("acme")
                .baseUrl("https://api.acme-voice.example")
                .auth(Auth.bearer())
                .rateLimit(120, Duration.ofMinutes(1), RateLimit.Scope.KEY)
                .on(
                        Operation.TRIGGER_CALL,
                        Binding.post("/v1/calls")
                                .body(AcmeVoice::newCall)
                                .check(AcmeVoice::check)
                                .accepts(RequestField.AGENT_ID, RequestField.VARIABLES)
                                .reads(AcmeVoice::call))
                .on(Operation.GET_CALL, Binding.get("/v1/calls/{callId}").reads(AcmeVoice::call))
                .on(
                        Operation.LIST_CALLS,
                        Binding.get("/v1/calls")
                                .items("/calls", "id", AcmeVoice::call)
                                .paging(Paging.offset("limit", "offset", "total", 50, 100)))
                .instead(RequestField.SCHEDULE_AT, "start the route at that time, for example from quartz:")
                .probe(Operation.LIST_CALLS)
                .errors(ErrorRules.standard("message").invalid(409, "to", "the number is on Acme's do-not-call list"))
                .statuses(StatusWords.NONE
                        .with("queued", CallStatus.QUEUED)
                        .with("talking", CallStatus.IN_PROGRESS)
                        .with("done", CallStatus.COMPLETED)
                        .with("no answer", CallStatus.NO_ANSWER))
                .echo(Echo.in("variables"))
                .analyzes()
                .webhook(new WebhookScheme(
                        Signature.hmacSha256("Acme-Signature", "sha256="),
                        "type",
                        "/call/id",
                        "time",
                        Duration.ofSeconds(10),
                        event -> call(event.at("call")),
                        Map.of("ended", CallEventType.CALL_ENDED, "analyzed", CallEventType.CALL_ANALYZED)))
                .build();
    }

    private static void check(CallRequest request) {
        if (request.contactName() != null && request.contactName().length() > LONGEST_NAME) {
            throw new FieldException("contactName", "has more than " + LONGEST_NAME + " characters: shorten it");
        }
    }

    private static JsonBody newCall(CallRequest request) {
        return new JsonBody()
                .put("number", request.to())
                .put("agent", request.agentId())
                .put("name", request.contactName())
                .put("variables", request.variables());
    }

    private static VoiceCallBuilder call(Json json) {
        return VoiceCall.of("acme")
                .id(json.text("id"))
                .rawStatus(json.text("status"))
                .to(json.text("number"))
                .agentId(json.text("agent"))
                .variables(json.object("variables"))
                .createdAt(json.instant("created"))
                .endedAt(json.instant("ended"))
                .durationSeconds(json.decimal("seconds"))
                .analysisReady(json.has("summary"))
                .summary(json.text("summary"));
    }
}
