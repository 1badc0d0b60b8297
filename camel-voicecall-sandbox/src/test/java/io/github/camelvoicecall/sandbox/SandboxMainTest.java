package io.github.camelvoicecall.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxMainTest {
    private static final String NUMBER = "+15555550195";

    @TempDir
    private Path folder;

    @Test
    void goesOnAfterItWasKilled() throws Exception {
        String state = folder.resolve("state.jsonl").toString();
        Process first = start("--provider", "vyora", "--port", "0", "--state", state, "--fast");
        try {
            Client client = client(first);
            assertThat(client.post("/__sandbox/call", "{\"number\":\"" + NUMBER + "\"}")
                            .status())
                    .isEqualTo(200);
        } finally {
            first.destroyForcibly().waitFor();
        }
        Process second = start("--provider", "vyora", "--port", "0", "--state", state, "--fast");
        try {
            assertThat(client(second)
                            .get("/__sandbox/counts")
                            .json()
                            .at("/rings/" + NUMBER)
                            .asInt())
                    .isEqualTo(1);
        } finally {
            second.destroyForcibly().waitFor();
        }
    }

    @Test
    void explainsItself() throws Exception {
        Process help = start("--help");

        assertThat(help.inputReader(UTF_8).lines()).anyMatch(line -> line.contains("--webhook-secret"));
        assertThat(help.waitFor()).isZero();
        assertThat(start("--provider", "nobody").waitFor()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vyora", "voxbridge", "samora", "agoralia", "outboundcalls"})
    void simulatesEachProvider(String provider) throws IOException {
        Arguments arguments = Arguments.parse(
                "--provider",
                provider,
                "--port",
                "0",
                "--fast",
                "--no-rate-limit",
                "--dials-per-second",
                "100",
                "--quirks",
                "RETRY_AFTER,CONFIRMS_ITSELF");
        try (VoiceSandbox sandbox = SandboxMain.builder(arguments).start()) {
            Client control = Client.at(sandbox.baseUrl(), Map.of());
            control.post("/__sandbox/call", "{\"number\":\"" + NUMBER + "\"}");
            control.post("/__sandbox/inbound", "{\"number\":\"+15555550101\"}");

            assertThat(control.get("/__sandbox/counts").at("/rings").toString()).isEqualTo("{\"" + NUMBER + "\":1}");
            assertThat(control.get("/__sandbox/counts").at("/calls").asInt()).isEqualTo(2);
        }
    }

    @Test
    void refusesOptionsThatItDoesNotKnow() {
        assertThatIllegalArgumentException().isThrownBy(() -> Arguments.parse("--lunch", "12"));
        assertThatIllegalArgumentException().isThrownBy(() -> Arguments.parse("--port"));
        assertThat(Arguments.parse("--port", "1", "--fast").text("port")).contains("1");
    }

    private static Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SandboxMain.class.getName()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Client client(Process process) throws IOException {
        BufferedReader output = process.inputReader(UTF_8);
        String line = output.readLine();
        while (!line.startsWith("base URL")) {
            line = output.readLine();
        }
        return Client.at(line.substring("base URL".length()).strip(), Map.of("Content-Type", "application/json"));
    }
}
