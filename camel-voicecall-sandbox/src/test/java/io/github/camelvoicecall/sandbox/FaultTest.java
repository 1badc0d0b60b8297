package io.github.camelvoicecall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
    private static final String NUMBER = "+15555550123";

    @RegisterExtension
    static final VoiceSandboxExtension VYORA =
            new VoiceSandboxExtension(VoiceSandbox.vyora().rateLimit(RateLimit.NONE));

    private final VoiceSandbox sandbox = VYORA.sandbox();
    private final Client client = Client.vyora(sandbox);

    @ParameterizedTest
    @CsvSource({
        "throttled, 429, 0",
        "status:503, 503, 0",
        "status:409, 409, 0",
        "htmlBeforePlacing, 200, 0",
        "redirect:http://127.0.0.1:9/elsewhere, 307, 0",
        "statusAfterPlacing:502, 502, 1",
        "htmlPage, 200, 1",
        "truncatedJson, 201, 1",
        "noId, 201, 1",
        "delayed:50, 201, 1"
    })
    void answersWithTheFaultAndRingsOrNot(String fault, int status, int rings) throws IOException {
        sandbox.failNext(Fault.parse(fault));

        assertThat(client.vyoraCall(sandbox, NUMBER).status()).isEqualTo(status);
        assertThat(sandbox.posts(NUMBER)).isEqualTo(1);
        assertThat(sandbox.rings(NUMBER)).isEqualTo(rings);
        assertThat(client.vyoraCall(sandbox, NUMBER).status())
                .as("the next request is well again")
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"resetBeforePlacing, 0", "answerLost, 1", "answerEmpty, 1", "answerGarbled, 1"})
    void breaksTheConnectionAndRingsOrNot(String fault, int rings) {
        sandbox.failNext(Fault.parse(fault));

        assertThatThrownBy(() -> client.vyoraCall(sandbox, NUMBER)).isInstanceOf(IOException.class);
        assertThat(sandbox.posts(NUMBER)).isEqualTo(1);
        assertThat(sandbox.rings(NUMBER)).isEqualTo(rings);
        assertThat(sandbox.requests())
                .singleElement()
                .extracting(SandboxRequest::status)
                .isEqualTo(0);
    }

    @Test
    void saysHowLongToWaitInSecondsOrAsADate() throws IOException {
        sandbox.failNext(
                Fault.throttled(Duration.ofSeconds(7)), Fault.throttled(Instant.parse("2026-01-15T09:00:00Z")));

        assertThat(client.vyoraCall(sandbox, NUMBER).headers()).containsEntry("retry-after", "7");
        assertThat(client.vyoraCall(sandbox, NUMBER).headers())
                .containsEntry("retry-after", "Thu, 15 Jan 2026 09:00:00 GMT");
    }

    @Test
    void answersWithoutAnIdOrWithHalfAnAnswer() throws IOException {
        sandbox.failNext(Fault.noId(), Fault.truncatedJson());

        assertThat(client.vyoraCall(sandbox, NUMBER).body()).isEqualTo("{\"status\":\"registered\"}");
        assertThat(client.vyoraCall(sandbox, NUMBER).body())
                .startsWith("{\"call_id")
                .doesNotEndWith("}");
    }

    @Test
    void answersLateButPlacesAtOnce() throws IOException {
        sandbox.failNext(Fault.delayed(Duration.ofMillis(400)));
        Instant begin = Instant.now();

        client.vyoraCall(sandbox, NUMBER);

        assertThat(Duration.between(begin, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void keepsAFaultForItsNumber() throws IOException {
        sandbox.failFor(NUMBER, Fault.status(500), 2);

        assertThat(client.vyoraCall(sandbox, "+15555550124").status()).isEqualTo(201);
        assertThat(client.vyoraCall(sandbox, NUMBER).status()).isEqualTo(500);
        assertThat(client.vyoraCall(sandbox, NUMBER).status()).isEqualTo(500);
        assertThat(client.vyoraCall(sandbox, NUMBER).status()).isEqualTo(201);
    }

    @Test
    void failsReadsWithoutFailingCalls() throws IOException {
        sandbox.failNextRead(Fault.status(500), Fault.redirect(URI.create("http://127.0.0.1:9/")));

        assertThat(client.vyoraCall(sandbox, NUMBER).status()).isEqualTo(201);
        assertThat(client.get("/v1/agents").status()).isEqualTo(500);
        assertThat(client.get("/v1/agents").status()).isEqualTo(307);
        assertThat(client.get("/v1/agents").status()).isEqualTo(200);
    }

    @Test
    void leavesARefusedRequestUnplacedWhateverHappensToItsAnswer() {
        sandbox.failNext(Fault.answerLost());

        assertThatThrownBy(() -> client.post("/v1/calls", "{\"phone_number\":\"" + NUMBER + "\"}"))
                .isInstanceOf(IOException.class);
        assertThat(sandbox.rings(NUMBER)).isZero();
    }

    @Test
    void plansTheSameFaultsForTheSameSeed() {
        FaultPlan plan = FaultPlan.seeded(7).percent(30, Fault.answerLost()).percent(20, Fault.throttled());
        FaultPlan again = FaultPlan.seeded(7).percent(30, Fault.answerLost()).percent(20, Fault.throttled());

        assertThat(IntStream.range(0, 1000))
                .allSatisfy(nth -> assertThat(plan.faultFor(NUMBER, nth)).isEqualTo(again.faultFor(NUMBER, nth)));
        assertThat(IntStream.range(0, 1000)
                        .mapToObj(nth -> plan.faultFor(NUMBER, nth))
                        .filter(Optional.of(Fault.answerLost())::equals)
                        .count())
                .isBetween(250L, 350L);
    }

    @Test
    void followsThePlanUntilReset() throws IOException {
        sandbox.faults(FaultPlan.seeded(1).percent(100, Fault.status(503)));

        assertThat(client.vyoraCall(sandbox, NUMBER).status()).isEqualTo(503);
        sandbox.reset();
        assertThat(client.vyoraCall(sandbox, NUMBER).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throttled",
                "throttled:3",
                "status:503",
                "answerLost",
                "resetBeforePlacing",
                "delayed:250",
                "noId"
            })
    void isReadFromTheWordThatItWrites(String word) {
        assertThat(Fault.parse(word)).hasToString(word);
    }

    @Test
    void knowsNoOtherWords() {
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.parse("lunch"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultPlan.seeded(1).percent(101, Fault.noId()));
    }
}
