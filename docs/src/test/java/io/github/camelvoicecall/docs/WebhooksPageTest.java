package io.github.camelvoicecall.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelvoicecall.VoiceAccount;
import io.github.camelvoicecall.model.WebhookRejectedException;
import io.github.camelvoicecall.providers.Vyora;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** What docs/webhooks.md says holds, and its command lines work. */
class WebhooksPageTest {
    private static final Page PAGE = Page.of("docs/webhooks.md");
    private static final String SECRET = "example-webhook-secret";

    private static List<CodeBlock> commands() {
        return PAGE.blocks().stream()
                .filter(block -> block.language().equals("sh"))
                .toList();
    }

    private static App app() throws Exception {
        return new App().routes(PAGE.block("Who gets what", "yaml")).start();
    }

    @Test
    void the_event_made_by_hand_is_taken_in_and_with_another_secret_it_is_not() throws Exception {
        try (App app = app()) {
            CodeBlock block = commands().get(0).with("127.0.0.1:8080", "127.0.0.1:" + app.port());

            assertThat(bash(block.with(SECRET, app.vyora().webhookSecret()))).isEqualTo("200");
            assertThat(bash(block)).isEqualTo("401");
        }
    }

    @Test
    void the_signature_made_by_hand_is_the_one_that_is_checked() throws Exception {
        byte[] body = "{\"event\":\"ping\"}".getBytes(StandardCharsets.UTF_8);
        Files.write(Path.of("body.json"), body);

        String printed = bash(commands().get(1));

        String header = new Vyora().spec().webhook().orElseThrow().signature().sign(SECRET, name -> null, body);
        assertThat(printed).isEqualTo(header.replace("sha256=", "") + " *body.json");
    }

    private static String bash(CodeBlock block) throws IOException, InterruptedException {
        for (String tool : List.of("bash", "openssl", "curl")) {
            assumeTrue(
                    Arrays.stream(System.getenv("PATH").split(Pattern.quote(java.io.File.pathSeparator)))
                            .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool))),
                    tool + " is not installed");
        }
        Process process = new ProcessBuilder("bash", "-euo", "pipefail", "-c", block.text())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return printed;
    }

    @Test
    void every_refusal_has_its_row() {
        String page = String.join("\n", PAGE.lines());

        assertThat(WebhookRejectedException.Reason.values())
                .allSatisfy(reason -> assertThat(page).contains("\n| " + reason.httpStatus() + " | "));
    }

    @Test
    void the_paths_are_those_of_the_table() throws Exception {
        VoiceAccount sales = new VoiceAccount();
        sales.setProvider("vyora");
        sales.setWebhookSecret(SECRET);
        try (App app = new App()
                .bind("sales", sales)
                .routes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("voicecall:vyora:callEvents?account=vyora").to("log:events");
                        from("voicecall:vyora:callEvents?account=sales").to("log:events");
                        from("voicecall:voxbridge:callEvents?webhookPath=/hook").to("log:events");
                    }
                })
                .start()) {
            for (String path : List.of("/voicecall/vyora", "/voicecall/vyora/sales", "/hook")) {
                assertThat(PAGE.lines().stream().anyMatch(line -> line.endsWith("| `" + path + "` |")))
                        .isTrue();
                assertThat(post(app, path)).as(path).isEqualTo(401);
            }
            assertThat(post(app, "/voicecall/voxbridge")).isEqualTo(404);
        }
    }

    private static int post(App app, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
