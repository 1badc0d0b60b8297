package io.github.camelvoicecall.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderSpecTest {
    private static ProviderSpec.Builder acme() {
        return ProviderSpec.named("acme")
                .baseUrl("https://api.acme.example")
                .auth(Auth.bearer())
                .on(
                        Operation.TRIGGER_CALL,
                        Binding.post("/calls").body(request -> new JsonBody()).reads(ProviderSpecTest::call));
    }

    private static VoiceCallBuilder call(Json json) {
        return VoiceCall.of("acme").id(json.text("id"));
    }

    private static WebhookScheme webhook(UnaryOperator<Signature> signature) {
        return new WebhookScheme(
                signature.apply(Signature.hmacSha256("X-Sign", "")),
                "event",
                "id",
                "at",
                Duration.ofSeconds(5),
                ProviderSpecTest::call,
                Map.of());
    }

    private static void assertRefused(ProviderSpec.Builder spec, String field) {
        assertThatThrownBy(spec::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Provider acme: " + field + " must ");
    }

    @Test
    void buildsWhatWasDeclared() {
        ProviderSpec spec = acme().rateLimit(10, Duration.ofSeconds(1), RateLimit.Scope.ADDRESS)
                .webhook(webhook(s -> s))
                .echo(Echo.in("data"))
                .analyzes()
                .build();

        assertThat(spec.name()).isEqualTo("acme");
        assertThat(spec.bindings()).containsOnlyKeys(Operation.TRIGGER_CALL);
        assertThat(spec.binding(Operation.GET_CALL)).isEmpty();
        assertThat(spec.rateLimits())
                .containsExactly(new RateLimit(10, Duration.ofSeconds(1), RateLimit.Scope.ADDRESS));
        assertThat(spec.echo()).contains(new Echo("data", "voicecall_ref", "data"));
        assertThat(spec.webhook()).isPresent();
        assertThat(spec.analyzes()).isTrue();
        assertThat(spec.probe()).isEmpty();
        assertThat(spec.errors().of(401, null).kind()).as("what HTTP says").isEqualTo(ErrorRule.Kind.CREDENTIALS);
        assertThat(spec.statuses().of("completed"))
                .as("no words of its own")
                .isEqualTo(io.github.camelvoicecall.model.CallStatus.UNKNOWN);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Acme", "ac me", "ac/me", "ac:me", "ac?me"})
    void namesMustFitIntoAUri(String name) {
        assertThatThrownBy(() -> ProviderSpec.named(name)
                        .baseUrl("https://api.acme.example")
                        .auth(Auth.bearer())
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Provider " + name + ": name must");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "api.acme.example",
                "ftp://api.acme.example",
                "https://",
                "https:///path",
                "https://api.acme.example/",
                "https://api acme",
                "https://api.acme.example/{x}"
            })
    void theAddressMustBeAbsolute(String url) {
        assertRefused(acme().baseUrl(url), "baseUrl");
    }

    @Test
    void theKeyMustTravelSomehow() {
        assertRefused(acme().auth(null), "auth");
    }

    @Test
    void somethingMustBeBound() {
        assertRefused(
                ProviderSpec.named("acme").baseUrl("https://api.acme.example").auth(Auth.bearer()), "on");
    }

    @Test
    void theProbeMustBeBound() {
        assertRefused(acme().probe(Operation.LIST_AGENTS), "probe");
    }

    @Test
    void faultsOfABindingNameTheOperation() {
        assertRefused(acme().on(Operation.LIST_AGENTS, Binding.get("agents").reads(json -> json)), "listAgents.path");
        assertRefused(acme().on(Operation.LIST_AGENTS, Binding.get("/agents")), "listAgents.reads");
        assertRefused(
                acme().on(Operation.LIST_AGENTS, Binding.get("/agents").items("/agents", "id", json -> json)),
                "listAgents.paging");
        assertRefused(
                acme().on(Operation.TRIGGER_CALL, Binding.post("/calls").reads(ProviderSpecTest::call)),
                "triggerCall.body");
        assertRefused(
                acme().on(Operation.GET_CALL, Binding.get("/calls").reads(ProviderSpecTest::call)), "getCall.path");
    }

    @Test
    void faultsOfAWebhookNameTheField() {
        WebhookScheme good = webhook(s -> s);
        Signature signature = good.signature();
        assertRefused(
                acme().webhook(new WebhookScheme(signature, "event", "id", "at", good.answerWithin(), null, Map.of())),
                "webhook.reader");
        assertRefused(
                acme().webhook(new WebhookScheme(
                        signature, "event", null, "at", good.answerWithin(), good.reader(), Map.of())),
                "webhook.callId");
        assertRefused(
                acme().webhook(new WebhookScheme(signature, "event", "id", "at", null, good.reader(), Map.of())),
                "webhook.answerWithin");
        assertRefused(
                acme().webhook(webhook(s -> new Signature(s.header(), s.algorithm(), s.encoding(), "", List.of()))),
                "webhook.signature.parts");
        assertRefused(
                acme().webhook(webhook(s -> new Signature(" ", s.algorithm(), s.encoding(), "", s.parts()))),
                "webhook.signature.header");
    }

    @Test
    void anUnsignedWebhookIsAllowed() {
        assertThat(acme().webhook(webhook(s -> null)).build().webhook()).get().returns(null, WebhookScheme::signature);
    }
}
