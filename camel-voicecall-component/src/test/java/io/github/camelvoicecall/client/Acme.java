package io.github.camelvoicecall.client;

import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallBuilder;
import io.github.camelvoicecall.provider.Auth;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Echo;
import io.github.camelvoicecall.provider.ErrorRules;
import io.github.camelvoicecall.provider.Field;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.JsonBody;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.Paging;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.RequestField;
import io.github.camelvoicecall.provider.StatusWords;

/** A made-up provider: the engine knows none by name. */
final class Acme {
    static final String KEY = "sk-very-secret-1";

    private Acme() {}

    static ProviderSpec spec() {
        return ProviderSpec.named("acme")
                .baseUrl("https://api.acme.example")
                .auth(Auth.bearer())
                .on(
                        Operation.TRIGGER_CALL,
                        Binding.post("/calls")
                                .body(Acme::body)
                                .accepts(RequestField.VARIABLES)
                                .reads(Acme::call))
                .on(Operation.GET_CALL, Binding.get("/calls/{callId}").reads(Acme::call))
                .on(Operation.LIST_CALLS, list())
                .probe(Operation.LIST_CALLS)
                .errors(ErrorRules.standard("error").invalid(422, "to", "mend the number"))
                .statuses(StatusWords.NONE.with("queued", CallStatus.QUEUED).with("done", CallStatus.COMPLETED))
                .echo(Echo.in("data"))
                .build();
    }

    static Binding list() {
        return Binding.get("/calls")
                .items("/items", "id", Acme::call)
                .fields(Field.text("status"))
                .paging(Paging.offset("limit", "offset", "total", 25, 100));
    }

    private static JsonBody body(io.github.camelvoicecall.model.CallRequest request) {
        return new JsonBody().put("to", request.to()).put("data", request.variables());
    }

    private static VoiceCallBuilder call(Json json) {
        return VoiceCall.of("acme")
                .id(json.text("id"))
                .rawStatus(json.text("status"))
                .to(json.text("to"))
                .variables(json.object("data"));
    }
}
