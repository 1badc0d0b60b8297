package io.github.camelvoicecall.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.VoiceAccount;
import io.github.camelvoicecall.VoiceCallComponent;
import io.github.camelvoicecall.VoiceCallEndpoint;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.beans.Introspector;
import java.util.Arrays;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.StandardEnvironment;

/** What docs/configuration.md says holds. */
class ConfigurationPageTest {
    private static final Page PAGE = Page.of("docs/configuration.md");
    private static final String TEXT = String.join("\n", PAGE.lines());

    @Test
    void every_property_of_an_account_is_explained() throws Exception {
        assertThat(Arrays.stream(Introspector.getBeanInfo(VoiceAccount.class, Object.class)
                                .getPropertyDescriptors())
                        .map(property -> "`" + property.getName() + "`"))
                .hasSizeGreaterThan(5)
                .allMatch(TEXT::contains);
    }

    @Test
    void both_accounts_are_there_under_their_names() throws Exception {
        Main main = PropertiesBlocks.main(PAGE.block("The account", "properties"));
        main.start();
        try {
            assertThat(main.lookup("sales", VoiceAccount.class).getRequestsPerMinute())
                    .isEqualTo(120);
            assertThat(main.lookup("service", VoiceAccount.class).getProvider()).isEqualTo("vyora");
        } finally {
            main.stop();
        }
    }

    @Test
    void hyphens_go_out_of_the_names_of_beans() throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.beans.sales-eu", "#class:" + VoiceAccount.class.getName());
        main.start();
        try {
            assertThat(main.lookup("salesEu", VoiceAccount.class)).isNotNull();
        } finally {
            main.stop();
        }
    }

    @Test
    void times_have_units() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            VoiceCallEndpoint endpoint = camel.getEndpoint(
                    "voicecall:vyora:callCompleted?apiKey=k&delay=30s&analysisTimeout=5m&callDeadline=24h",
                    VoiceCallEndpoint.class);

            assertThat(endpoint.getDelay()).isEqualTo(30_000);
            assertThat(endpoint.getConfiguration().getAnalysisTimeout()).isEqualTo(300_000);
            assertThat(endpoint.getConfiguration().getCallDeadline()).isEqualTo(86_400_000);
        }
    }

    @Test
    void the_retention_of_the_page_is_taken() throws Exception {
        Main main = PropertiesBlocks.main(PAGE.block("The component", "properties"));
        main.start();
        try {
            VoiceCallComponent component = main.getCamelContext().getComponent("voicecall", VoiceCallComponent.class);
            assertThat(component.getRetention()).isEqualTo(30L * 24 * 60 * 60 * 1000);
        } finally {
            main.stop();
        }
    }

    @Test
    void calls_go_through_the_http_component_of_the_page() throws Exception {
        Main main = PropertiesBlocks.main(PAGE.block("HTTP", "properties"));
        try (VoiceSandbox sandbox = VoiceSandbox.vyora().start()) {
            String uri = "voicecall:vyora:triggerCall?apiKey=" + sandbox.apiKey() + "&baseUrl=" + sandbox.baseUrl()
                    + "&agentId=" + sandbox.agentId();
            main.start();
            VoiceCall call = main.getCamelTemplate().requestBody(uri, Map.of("to", "+12025550123"), VoiceCall.class);

            assertThat(sandbox.callIds("+12025550123")).containsExactly(call.id());
        } finally {
            main.stop();
        }
    }

    @Test
    void a_key_with_dollar_simple_in_a_property_is_evaluated_for_each_message() throws Exception {
        CodeBlock block = PAGE.block("`{{…}}`, `${…}` and `$simple{…}`", "properties");
        String[] property = block.text().strip().split("=", 2);
        try (App app = new App()
                .property(property[0], property[1])
                .routes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:call")
                                .to("voicecall:vyora:triggerCall?agentId={{agent}}&idempotencyKey={{lead.key}}");
                    }
                })
                .start()) {
            assertThat(app.sent("direct:call", Map.of("to", "+12025550123"), Map.of("leadId", 7))
                            .getMessage()
                            .getBody(VoiceCall.class)
                            .idempotencyKey())
                    .isEqualTo("lead-7");
        }
    }

    @Test
    void spring_takes_the_one_for_itself_and_leaves_the_other() {
        StandardEnvironment spring = new StandardEnvironment();

        assertThatThrownBy(() -> spring.resolveRequiredPlaceholders("lead-${header.leadId}"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(spring.resolveRequiredPlaceholders("lead-$simple{header.leadId}"))
                .isEqualTo("lead-$simple{header.leadId}");
    }
}
