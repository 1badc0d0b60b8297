package io.github.camelvoicecall;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.Intent;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A call of a dead process, of which the list alone could say that it wasn't placed: while the list fails it says nothing, so nobody is called. */
class FailedLookUpTest {
    private static final AccountId ACCOUNT = new AccountId("voxbridge", "default");
    private static final String NUMBER = "+15555550101";

    @RegisterExtension
    static final WireMockExtension FRONT = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final InstantSource time = now::get;
    private final CallLedger ledger = new MemoryCallLedger(time.withZone(ZoneOffset.UTC));

    static Stream<ResponseDefinitionBuilder> failures() {
        return Stream.of(
                aResponse().withStatus(503),
                aResponse().withStatus(401),
                aResponse().withStatus(429).withHeader("Retry-After", "600"),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                aResponse().withBody("{\"items\":[{\"id\":"),
                aResponse().withBody("<html>Come back later</html>"),
                aResponse().withBody("{}"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    @Tag("P3")
    void nobodyIsDialledAgainWhileTheLookUpItselfFails(ResponseDefinitionBuilder failure) throws Exception {
        FRONT.resetAll();
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start();
                VoiceApp app = new VoiceApp("voxbridge", sandbox).ledger(ledger)) {
            FRONT.stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom(sandbox.baseUrl())));
            var failing = FRONT.stubFor(get(urlPathEqualTo("/v1/calls")).willReturn(failure));
            CallRequest left = CallRequest.to(NUMBER).agentId(sandbox.agentId()).build();
            ledger.open(new Intent(
                    ACCOUNT,
                    ACCOUNT.toString(),
                    "lead-7",
                    IntentKeys.fingerprint(left),
                    left,
                    ledger.now(),
                    Duration.ofMillis(1)));
            app.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:trigger")
                            .to(app.uri("triggerCall", "maxRetries=0", "resendAbandonedAfter=1h")
                                    .replace(sandbox.baseUrl(), FRONT.baseUrl()));
                }
            });

            now.set(now.get().plus(Duration.ofHours(2)));

            assertThat(asked(app)).isInstanceOf(OutcomeUnknownException.class);
            assertThat(asked(app)).isInstanceOf(OutcomeUnknownException.class);
            assertThat(sandbox.posts(NUMBER)).isZero();

            FRONT.removeStub(failing);
            if (failure.build().getStatus() != 429) {
                assertThat(asked(app)).as("once the list can be read").isNull();
                assertThat(sandbox.rings(NUMBER)).isOne();
            }
        }
    }

    private static Exception asked(VoiceApp app) {
        return app.send("direct:trigger", app.request(NUMBER), Map.of(VoiceCallConstants.IDEMPOTENCY_KEY, "lead-7"))
                .getException();
    }
}
