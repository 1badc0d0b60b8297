package io.github.camelvoicecall.examples.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.sandbox.VoiceSandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls for real, at a sandbox that stands in for the provider. */
class RealProviderTest {
    private static final Map<String, String> KEY = Map.of("VOICECALL_API_KEY", "a-key");

    private final Path place;
    private final Folder folder;
    private Path leads;

    RealProviderTest(@TempDir Path place) {
        this.place = place;
        this.folder = new Folder(place.resolve("work"));
    }

    @BeforeEach
    void writeLeads() throws IOException {
        leads = Files.writeString(
                place.resolve("own.csv"), "id,name,country,phone\n1,Ivy,US,(202) 555-0101\n2,Oz,GB,020 7946 0018\n");
    }

    @Test
    void the_bundled_leads_never_go_to_a_real_provider() {
        assertThat(folder.run(KEY, "yes\n", "--real", "--agent", "a-1")).isEqualTo(2);

        assertThat(folder.screen()).contains("--real needs --leads FILE");
    }

    @Test
    void without_a_key_nothing_begins() {
        assertThat(folder.run(Map.of(), "yes\n", "--real", "--agent", "a-1", "--leads", leads.toString()))
                .isEqualTo(2);

        assertThat(folder.screen()).contains("VOICECALL_API_KEY");
    }

    @Test
    void without_an_explicit_yes_nothing_begins() {
        for (String answer : List.of("", "y\n", "no\n", "YES PLEASE\n")) {
            assertThat(folder.run(KEY, answer, "--real", "--agent", "a-1", "--leads", leads.toString()))
                    .isEqualTo(2);

            assertThat(folder.screen()).contains("Type yes", "nobody was called");
        }
        assertThat(place.resolve("work")).doesNotExist();
    }

    @Test
    void key_and_secret_come_from_the_environment_and_a_second_run_calls_nobody_again() throws Exception {
        int port = freePort();
        try (VoiceSandbox provider = VoiceSandbox.vyora()
                .webhookUrl("http://127.0.0.1:" + port + "/webhook")
                .start()) {
            Map<String, String> environment = Map.of(
                    "VOICECALL_API_KEY",
                    provider.apiKey(),
                    "VOICECALL_WEBHOOK_SECRET",
                    provider.webhookSecret(),
                    "VOICECALL_BASE_URL",
                    provider.baseUrl());
            for (int run = 1; run <= 2; run++) {
                Process process = folder.start(
                        environment,
                        "--real",
                        "--yes",
                        "--agent",
                        provider.agentId(),
                        "--port",
                        Integer.toString(port),
                        "--leads",
                        leads.toString());

                assertThat(process.waitFor(50, TimeUnit.SECONDS))
                        .as(folder.shown())
                        .isTrue();
                assertThat(process.exitValue()).as(folder.shown()).isZero();
            }
            assertThat(provider.rings()).isEqualTo(Map.of("+12025550101", 1, "+442079460018", 1));
            assertThat(folder.leads().values())
                    .allSatisfy(lead -> assertThat(lead.status()).isEqualTo("COMPLETED"));
            assertThat(folder.shown()).doesNotContain(provider.apiKey(), provider.webhookSecret());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
