package io.github.camelvoicecall.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.CallGuard;
import io.github.camelvoicecall.CallGuard.Verdict;
import io.github.camelvoicecall.model.CallRefusedException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What docs/guards.md says of the fence and of guards holds. */
class GuardsPageTest {
    private static final Page PAGE = Page.of("docs/guards.md");
    private static final Map<String, Object> REQUEST = Map.of("to", "+12025550123");

    @Test
    void a_second_lead_with_the_same_number_waits_and_who_asked_for_it_does_not() throws Exception {
        try (App app = new App()
                .routes(PAGE.blocks().get(0))
                .routes(PAGE.blocks().get(2))
                .routes(PAGE.blocks().get(3))
                .start()) {
            app.sent("direct:call-lead", REQUEST, Map.of("leadId", 7));

            assertThat((Throwable) app.send("direct:call-lead", REQUEST, Map.of("leadId", 8))
                            .getException())
                    .isInstanceOf(CallRefusedException.class);
            app.sent("direct:call-later", REQUEST, Map.of("leadId", 8));
            assertThat(app.camel().createConsumerTemplate().receive("seda:waiting?waitForTaskToComplete=Never", 5000))
                    .isNotNull();
            assertThat(app.vyora().totalRings()).isOne();
            app.sent("direct:call-back", REQUEST, Map.of("requestId", 1, "askedForIt", true));
            assertThat(app.vyora().totalRings()).isEqualTo(2);
        }
    }

    @Test
    void a_guard_in_the_registry_refuses_by_its_name() throws Exception {
        CallGuard closed = (account, request) -> Verdict.refuse("closed on Sundays");
        try (App app =
                new App().bind("hours", closed).routes(PAGE.blocks().get(0)).start()) {
            assertThat((Throwable) app.send("direct:call-lead", REQUEST, Map.of("leadId", 7))
                            .getException())
                    .isInstanceOfSatisfying(CallRefusedException.class, refused -> {
                        assertThat(refused.getGuard()).isEqualTo("hours");
                        assertThat(refused.getReason()).isEqualTo("closed on Sundays");
                    });
            assertThat(app.vyora().totalRings()).isZero();
        }
    }
}
