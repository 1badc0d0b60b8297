package io.github.camelvoicecall.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.ledger.JdbcCallLedger;
import io.github.camelvoicecall.model.CallRequest;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the smaller pages say holds. */
class PagesTest {
    private static final String NUMBER = "+12025550123";

    private static RouteBuilder calling(String options) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").to("voicecall:vyora:triggerCall?agentId={{agent}}" + options);
            }
        };
    }

    @Test
    void every_field_of_a_request_is_explained() {
        String page = String.join("\n", Page.of("docs/getting-started.md").lines());

        assertThat(Arrays.stream(CallRequest.class.getRecordComponents()).map(field -> "`" + field.getName() + "`"))
                .allMatch(page::contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/getting-started.md", "docs/ledger.md"})
    void the_ledger_in_a_file_outlives_the_process(String page) throws Exception {
        CodeBlock block = Page.of(page).blocks().stream()
                .filter(found ->
                        found.language().equals("properties") && found.text().contains("jdbc:h2:file:"))
                .findFirst()
                .orElseThrow();
        Files.deleteIfExists(Path.of("data", "ledger.mv.db")); // of an earlier build, perhaps with other tables
        Main main = PropertiesBlocks.main(block);
        main.start();
        try {
            assertThat(main.lookup("ledger", JdbcCallLedger.class).durable()).isTrue();
        } finally {
            main.stop();
        }
    }

    @Test
    void the_tables_are_those_of_the_ddl() throws Exception {
        String page = String.join("\n", Page.of("docs/ledger.md").lines());
        String ddl = Files.readString(Page.ROOT.resolve(
                "camel-voicecall-component/src/main/resources/io/github/camelvoicecall/ledger/ledger.sql"));

        assertThat(Pattern.compile("create table if not exists #(\\w+)")
                        .matcher(ddl)
                        .results()
                        .map(found -> "`voicecall_" + found.group(1) + "`"))
                .hasSize(11)
                .allMatch(page::contains);
    }

    @Test
    void polling_brings_the_result_without_any_webhook() throws Exception {
        CodeBlock block = Page.of("docs/polling.md")
                .block("How often", "yaml")
                .with("30s", "100ms")
                .with("log: \"${body.idempotencyKey}: ${body.status}\"", "to: mock:results");
        try (App app = new App(false).routes(calling("")).routes(block).start()) {
            app.mock("results").expectedMessageCount(1);

            app.sent("direct:call", Map.of("to", NUMBER), Map.of());

            app.mock("results").assertIsSatisfied();
        }
    }

    @Test
    void a_route_that_waits_goes_on_with_the_finished_call() throws Exception {
        CodeBlock block = Page.of("docs/polling.md")
                .block("Wait for the end in the same route", "yaml")
                .with("log: \"${body.to} ended as ${body.status}: ${body.summary}\"", "to: mock:finished");
        try (App app = new App(false).routes(block).start()) {
            app.mock("finished").expectedMessageCount(1);
            app.mock("finished").setResultWaitTime(60_000);

            app.sent("seda:call", Map.of("to", NUMBER), Map.of("leadId", 7));

            app.mock("finished").assertIsSatisfied();
            VoiceCall call =
                    app.mock("finished").getExchanges().get(0).getMessage().getBody(VoiceCall.class);
            assertThat(call.isTerminal()).isTrue();
            assertThat(call.summary()).isNotBlank();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+12025550123     | +12025550123",
                "+1 (202) 555-0123| +12025550123",
                "(202) 555-0123   | +12025550123",
                "202-555-OI23     | ",
                "(202) 555-0123 x5| ",
                "555              | "
            })
    void numbers_are_read_as_the_questions_say(String written, String understood) throws Exception {
        try (App app = new App(false).routes(calling("&defaultRegion=US")).start()) {
            var answer = app.send("direct:call", Map.of("to", written), Map.of());

            if (understood == null) {
                assertThat((Throwable) answer.getException()).isInstanceOf(InvalidRequestException.class);
            } else {
                assertThat(answer.getMessage().getBody(VoiceCall.class).to()).isEqualTo(understood);
            }
        }
    }

    @Test
    void the_first_project_puts_the_result_into_a_file() throws Exception {
        Page page = Page.of("docs/first-project.md");
        try (VoiceSandbox sandbox = VoiceSandbox.voxbridge().start()) {
            CodeBlock properties = page.block("2. The project", "properties")
                    .with("=sk_live_sandbox\n", "=" + sandbox.apiKey() + "\n")
                    .with("http://127.0.0.1:8089", sandbox.baseUrl());
            assertThat(properties.text())
                    .contains("api-key=" + sandbox.apiKey())
                    .contains("agent=" + sandbox.agentId());
            CodeBlock routes = page.block("2. The project", "yaml").with("delay=5s", "delay=100ms");
            Path file = Path.of("results", "lead-7.json");
            Files.deleteIfExists(file);
            Main main = PropertiesBlocks.main(properties);
            main.addOverrideProperty("camel.main.routes-include-pattern", "file:first-project/*.yaml");
            Files.createDirectories(Path.of("first-project"));
            Files.writeString(Path.of("first-project", "calls.yaml"), routes.text());
            main.start();
            try {
                await().until(() -> Files.exists(file) && Files.readString(file).contains("\"COMPLETED\""));
            } finally {
                main.stop();
            }
        }
    }
}
