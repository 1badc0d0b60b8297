package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.ledger.Intent;
import io.github.camelvoicecall.ledger.JdbcCallLedger;
import io.github.camelvoicecall.ledger.LostConnections;
import io.github.camelvoicecall.ledger.LostConnections.When;
import io.github.camelvoicecall.ledger.Opening;
import io.github.camelvoicecall.ledger.Postgres;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PostgreSQL ends a connection in the middle of a commit: what the caller hears, and that nobody is dialled twice. */
class LostCommitsTest {
    private static final String NUMBER = "+15555550123";
    private static final int ALL_TRIES = 3;

    private final Postgres schema = Postgres.newSchema();
    private final LostConnections connections = new LostConnections(schema.dataSource());
    private final JdbcCallLedger ledger = new JdbcCallLedger(connections.dataSource());
    private VoiceSandbox sandbox;
    private VoiceApp app;

    @BeforeEach
    void start() throws Exception {
        sandbox = VoiceSandbox.vyora().start();
        app = new VoiceApp("vyora", sandbox).ledger(ledger);
        app.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").to(app.uri("triggerCall", "idempotencyKey=lead-${header.lead}"));
            }
        });
    }

    @AfterEach
    void stop() {
        app.close();
        sandbox.close();
        schema.drop();
    }

    private Exchange call() {
        return app.send("direct:call", app.request(NUMBER), Map.of("lead", 7));
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void a_call_that_can_t_be_noted_at_once_is_noted_on_another_connection(When when) {
        connections.kill(when, 1, "update voicecall_calls");
        String id = call().getMessage().getBody(VoiceCall.class).id();

        Exchange again = call();

        assertThat(again.getMessage().getBody(VoiceCall.class).id()).isEqualTo(id);
        assertThat(again.getMessage().getHeader(VoiceCallConstants.REPLAYED)).isEqualTo(true);
        assertThat(sandbox.posts(NUMBER)).isOne();
    }

    @Test
    void a_call_that_can_t_be_noted_at_all_is_told_to_be_placed_and_its_key_stays_taken() {
        connections.kill(When.BEFORE, ALL_TRIES, "update voicecall_calls");

        VoiceCallException failure = call().getException(VoiceCallException.class);

        assertThat(failure.outcome()).isEqualTo(Outcome.PLACED);
        assertThat(ledger.open(intent()).found()).isNotEqualTo(Opening.Found.FREE);
        assertThat(sandbox.posts(NUMBER)).isOne();
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void a_call_whose_intent_may_be_lost_is_not_sent(When when) {
        connections.kill(when, 1, "insert into voicecall_calls");

        assertThat(call().getException()).isInstanceOf(VoiceCallException.class);

        assertThat(sandbox.posts(NUMBER)).isZero();
    }

    private Intent intent() {
        CallRequest request = CallRequest.to(NUMBER).idempotencyKey("lead-7").build();
        AccountId account = new AccountId("vyora", "default");
        return new Intent(account, account.toString(), "lead-7", "f", request, ledger.now(), Duration.ofMinutes(1));
    }
}
