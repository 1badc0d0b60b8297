package io.github.camelvoicecall.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.VoiceCallConstants;
import io.github.camelvoicecall.ledger.JdbcCallLedger;
import io.github.camelvoicecall.model.VoiceCall;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

/** What docs/ledger.md says of people who are deleted holds. */
class LedgerPageTest {
    private static final Page PAGE = Page.of("docs/ledger.md");
    private static final String NUMBER = "+12025550123";

    @Test
    void a_person_is_deleted_from_a_route_and_not_called_again_under_the_same_key() throws Exception {
        JdbcConnectionPool database = JdbcConnectionPool.create("jdbc:h2:mem:forget;DB_CLOSE_DELAY=-1", "sa", "");
        try (App app = new App()
                .bind("ledger", new JdbcCallLedger(database))
                .routes(PAGE.block("People's data", "yaml"))
                .routes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:call")
                                .to(
                                        "voicecall:vyora:triggerCall?agentId={{agent}}&idempotencyKey=lead-${header.leadId}");
                    }
                })
                .start()) {
            app.sent("direct:call", Map.of("to", NUMBER), Map.of("leadId", 7));

            Exchange forgotten = app.sent("direct:forget", NUMBER, Map.of());
            Exchange again = app.sent("direct:call", Map.of("to", NUMBER), Map.of("leadId", 7));

            assertThat(forgotten.getMessage().getBody(Integer.class)).isEqualTo(1);
            assertThat(again.getMessage().getHeader(VoiceCallConstants.REPLAYED))
                    .isEqualTo(true);
            assertThat(again.getMessage().getBody(VoiceCall.class).id()).isNotNull();
            assertThat(app.vyora().posts(NUMBER)).isEqualTo(1);
        } finally {
            database.dispose();
        }
    }
}
