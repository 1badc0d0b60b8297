package io.github.camelvoicecall.examples.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.VoiceAccount;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation shows is run as it stands there. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/getting-started.md", "docs/vyora.md", "docs/voxbridge.md"})
    void every_route_in_it_starts_and_those_that_call_ring_once_per_lead(String page) throws Exception {
        List<String> blocks = YAML.matcher(Files.readString(ROOT.resolve(page)))
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(blocks).isNotEmpty();

        for (String block : blocks) {
            String provider = block.contains("voicecall:vyora") ? "vyora" : "voxbridge";
            String routes = block.substring("```yaml\n".length(), block.length() - "```".length());
            try (VoiceSandbox sandbox = VoiceSandbox.of(provider).start()) {
                CamelContext camel = start(sandbox, provider, routes);
                try {
                    if (routes.contains("direct:call-lead")) {
                        callsOncePerLead(camel, sandbox);
                    }
                } finally {
                    camel.stop();
                }
            }
        }
    }

    private static CamelContext start(VoiceSandbox sandbox, String provider, String routes) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        VoiceAccount account = new VoiceAccount();
        account.setProvider(provider);
        account.setApiKey(sandbox.apiKey());
        account.setBaseUrl(sandbox.baseUrl());
        camel.getRegistry().bind(provider, account);
        camel.getPropertiesComponent().addInitialProperty("agent", sandbox.agentId());
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("page.yaml", routes));
        camel.start();
        return camel;
    }

    private static void callsOncePerLead(CamelContext camel, VoiceSandbox sandbox) {
        Map<String, String> request = Map.of("to", "+12025550123", "contactName", "Alex");
        for (int time = 0; time < 2; time++) {
            camel.createProducerTemplate().requestBodyAndHeader("direct:call-lead", request, "leadId", 7);
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(sandbox.rings()).isEqualTo(Map.of("+12025550123", 1)));
    }

    @Test
    void the_first_code_block_of_the_readme_holds_the_two_commands() throws Exception {
        List<String> lines = Files.readAllLines(ROOT.resolve("README.md"));

        int begin = lines.indexOf("```");
        assertThat(lines.subList(begin + 1, begin + 4))
                .containsExactly("mvn -q -DskipTests -Pcrm-callback verify", "mvn -B -ntp verify", "```");
    }
}
