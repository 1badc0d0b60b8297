package io.github.camelvoicecall.examples.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.camelvoicecall.VoiceAccount;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.OperationUnsupportedException;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.VoiceProvider;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider that the component doesn't know has all that the component promises. */
class AcmeVoiceTest {
    private static final Map<String, Object> REQUEST = Map.of("to", "+12025550123", "contactName", "Alex");

    private final AcmeServer acme = new AcmeServer();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private int port;

    @BeforeEach
    void bindTheAccount() {
        VoiceAccount account = new VoiceAccount();
        account.setProvider("acme");
        account.setApiKey(AcmeServer.KEY);
        account.setBaseUrl(acme.url());
        camel.getRegistry().bind("acme-account", account);
    }

    @AfterEach
    void stop() {
        camel.stop();
        acme.close();
    }

    private void start(String... results) throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
        http.setBindHost("127.0.0.1");
        http.setBindPort(port);
        camel.addService(new VertxPlatformHttpServer(http));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").to("voicecall:acme:triggerCall?agentId=frank&idempotencyKey=lead-${header.leadId}");
                for (String options : results) {
                    from("voicecall:acme:callCompleted?" + options).to("mock:result");
                }
            }
        });
        camel.start();
    }

    private VoiceCall call(Map<String, Object> request) {
        return camel.createProducerTemplate()
                .requestBodyAndHeader("direct:call", request, "leadId", 7, VoiceCall.class);
    }

    private int post(String body, String signature) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/voicecall/acme/acme-account"))
                .header("Content-Type", "application/json")
                .header("Acme-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private String signed(String body) {
        return new AcmeVoice()
                .spec()
                .webhook()
                .orElseThrow()
                .signature()
                .sign(AcmeServer.SECRET, name -> null, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void it_is_found_on_the_class_path_and_its_finished_call_comes_out_of_the_list() throws Exception {
        start("delay=100&initialDelay=100");
        MockEndpoint result = camel.getEndpoint("mock:result", MockEndpoint.class);
        result.expectedMessageCount(1);

        assertThat(call(REQUEST).id()).isEqualTo("a-1");

        result.assertIsSatisfied();
        VoiceCall done = result.getExchanges().get(0).getMessage().getBody(VoiceCall.class);
        assertThat(done.summary()).isEqualTo("Wants a quote");
        assertThat(done.idempotencyKey()).isEqualTo("lead-7");
        assertThat(acme.posts()).hasSize(1);
        assertThat(acme.posts().get(0).getBodyAsString())
                .contains("\"number\":\"+12025550123\"", "\"agent\":\"frank\"", "\"voicecall_ref\"");
    }

    @Test
    void a_bean_of_its_name_goes_before_the_class_path() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        VoiceProvider mine = () -> {
            asked.incrementAndGet();
            return new AcmeVoice().spec();
        };
        camel.getRegistry().bind("acme", VoiceProvider.class, mine);

        start();

        assertThat(call(REQUEST).id()).isEqualTo("a-1");
        assertThat(asked).hasValue(1);
    }

    @Test
    void the_same_key_rings_once() throws Exception {
        start();

        call(REQUEST);
        call(REQUEST);

        assertThat(acme.posts()).hasSize(1);
    }

    @Test
    void a_signed_webhook_reaches_the_route_and_a_forged_one_does_not() throws Exception {
        start("delivery=webhook&webhookSecret=" + AcmeServer.SECRET);
        MockEndpoint result = camel.getEndpoint("mock:result", MockEndpoint.class);
        result.expectedMessageCount(1);
        call(REQUEST);
        String event = "{\"type\":\"analyzed\",\"call\":" + AcmeServer.DONE + "}";

        assertThat(post(event.replace("42", "43"), signed(event))).isEqualTo(401);
        assertThat(post(event, signed(event))).isEqualTo(200);

        result.assertIsSatisfied();
        assertThat(result.getExchanges()
                        .get(0)
                        .getMessage()
                        .getBody(VoiceCall.class)
                        .durationSeconds())
                .isEqualByComparingTo("42");
    }

    @Test
    void a_lost_answer_is_unknown_and_never_sent_again() throws Exception {
        acme.losingItsAnswer();
        start();

        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> call(REQUEST))
                    .isInstanceOf(CamelExecutionException.class)
                    .hasCauseInstanceOf(OutcomeUnknownException.class);
        }

        assertThat(acme.posts()).hasSize(1);
    }

    @Test
    void a_documented_refusal_names_the_field() throws Exception {
        acme.refusing(409);
        start();

        InvalidRequestException refused = catchThrowableOfType(CamelExecutionException.class, () -> call(REQUEST))
                .getExchange()
                .getException(InvalidRequestException.class);
        assertThat(refused.getField()).isEqualTo("to");
        assertThat(refused).hasMessageContaining("do-not-call list");
    }

    @Test
    void its_own_rules_are_checked_before_anything_is_sent() throws Exception {
        start();

        assertThatThrownBy(() -> call(Map.of("to", "+12025550123", "contactName", "A".repeat(41))))
                .hasStackTraceContaining("contactName has more than 40 characters");
        assertThatThrownBy(() -> call(Map.of("to", "+12025550123", "scheduleAt", "2030-01-01T10:00:00Z")))
                .hasCauseInstanceOf(OperationUnsupportedException.class)
                .hasStackTraceContaining("instead: start the route at that time");
        assertThat(acme.posts()).isEmpty();
    }
}
