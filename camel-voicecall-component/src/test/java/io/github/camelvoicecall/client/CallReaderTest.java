package io.github.camelvoicecall.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.Auth;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Echo;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallReaderTest {
    private final ProviderSpec spec = Acme.spec();

    private Reading finish(String text) {
        try {
            Json json = Json.read(text.getBytes(UTF_8), Instant.EPOCH);
            return new CallReader(spec, spec.statuses().with("voicemail", CallStatus.COMPLETED))
                    .finish(VoiceCall.of("other").rawStatus(json.text("status")).variables(json.object("data")), json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theUsersWordsExtendTheProviders() {
        assertThat(finish("{\"status\":\"Voicemail\"}").call().status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(finish("{\"status\":\"done\"}").call().status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(finish("{\"status\":\"abducted\"}").call().status()).isEqualTo(CallStatus.UNKNOWN);
    }

    @Test
    void namesTheProviderAndKeepsTheRawJson() {
        VoiceCall call = finish("{\"status\":\"done\",\"new\":1}").call();

        assertThat(call.provider()).isEqualTo("acme");
        assertThat(call.verified()).isTrue();
        assertThat(call.raw()).containsEntry("new", 1);
    }

    @Test
    void takesOurReferenceOutAndKeepsTheOrderOfTheRest() {
        Reading reading = finish("{\"data\":{\"z\":1,\"voicecall_ref\":\"r1\",\"a\":2,\"m\":3,\"b\":4}}");

        assertThat(reading.ref()).isEqualTo("r1");
        assertThat(reading.call().variables().keySet()).containsExactly("z", "a", "m", "b");
    }

    @Test
    void takesOurReferenceOutWhereverAProviderKeepsIt() throws IOException {
        ProviderSpec other = ProviderSpec.named("other")
                .baseUrl("https://other.example")
                .auth(Auth.header("X-API-Key"))
                .on(Operation.GET_CALL, Binding.get("/calls/{callId}").reads(json -> VoiceCall.of("other")))
                .echo(new Echo("data", "mine", "data"))
                .build();
        Json json = Json.read("{\"data\":{\"a\":1,\"mine\":\"r1\"}}".getBytes(UTF_8), Instant.EPOCH);

        Reading reading = new CallReader(other, other.statuses())
                .finish(VoiceCall.of("other").variables(json.object("data")), json);

        assertThat(reading.ref()).isEqualTo("r1");
        assertThat(reading.call().variables()).containsOnlyKeys("a");
    }

    @Test
    void withoutEchoThereIsNoReference() {
        assertThat(finish("{\"status\":\"done\"}").ref()).isNull();
        assertThat(finish("{\"data\":\"text\"}").ref()).isNull();
    }
}
