package io.github.camelvoicecall.examples.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.camelvoicecall.VoiceAccount;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.OperationUnsupportedException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.VoiceProvider;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is Acme's own: how its declaration is found, what it sends and reads, and its rules. */
class AcmeVoiceTest {
    private static final Map<String, Object> REQUEST = Map.of("to", AcmeServer.ANSWERED, "contactName", "Alex");

    private final AcmeServer acme = new AcmeServer();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void bindTheAccount() {
        VoiceAccount account = new VoiceAccount();
        account.setProvider("acme");
        account.setApiKey(acme.apiKey());
        account.setBaseUrl(acme.baseUrl());
        camel.getRegistry().bind("acme-account", account);
    }

    @AfterEach
    void stop() {
        camel.stop();
        acme.close();
    }

    private void start() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").to("voicecall:acme:triggerCall?agentId=frank&idempotencyKey=lead-${header.leadId}");
                from("voicecall:acme:callCompleted?delay=100&initialDelay=100").to("mock:result");
            }
        });
        camel.start();
    }

    private VoiceCall call(Map<String, Object> request) {
        return camel.createProducerTemplate()
                .requestBodyAndHeader("direct:call", request, "leadId", 7, VoiceCall.class);
    }

    @Test
    void it_is_found_on_the_class_path_and_its_finished_call_comes_out_of_the_list() throws Exception {
        start();
        MockEndpoint result = camel.getEndpoint("mock:result", MockEndpoint.class);
        result.expectedMessageCount(1);

        assertThat(call(REQUEST).id()).isEqualTo("1");

        result.assertIsSatisfied();
        VoiceCall done = result.getExchanges().get(0).getMessage().getBody(VoiceCall.class);
        assertThat(done.summary()).isEqualTo("Wants a quote");
        assertThat(done.idempotencyKey()).isEqualTo("lead-7");
        assertThat(acme.posts())
                .singleElement()
                .asString()
                .contains(
                        "\"number\":\"" + AcmeServer.ANSWERED + "\"",
                        "\"agent\":\"frank\"",
                        "\"name\":\"Alex\"",
                        "\"voicecall_ref\"");
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

        assertThat(call(REQUEST).id()).isEqualTo("1");
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
    void a_documented_refusal_names_the_field() throws Exception {
        start();

        InvalidRequestException refused = catchThrowableOfType(
                        CamelExecutionException.class, () -> call(Map.of("to", AcmeServer.BARRED)))
                .getExchange()
                .getException(InvalidRequestException.class);
        assertThat(refused.getField()).isEqualTo("to");
        assertThat(refused).hasMessageContaining("do-not-call list");
    }

    @Test
    void its_own_rules_are_checked_before_anything_is_sent() throws Exception {
        start();

        assertThatThrownBy(() -> call(Map.of("to", AcmeServer.ANSWERED, "contactName", "A".repeat(41))))
                .hasStackTraceContaining("contactName has more than 40 characters");
        assertThatThrownBy(() -> call(Map.of("to", AcmeServer.ANSWERED, "scheduleAt", "2030-01-01T10:00:00Z")))
                .hasCauseInstanceOf(OperationUnsupportedException.class)
                .hasStackTraceContaining("instead: start the route at that time");
        assertThat(acme.posts()).isEmpty();
    }
}
