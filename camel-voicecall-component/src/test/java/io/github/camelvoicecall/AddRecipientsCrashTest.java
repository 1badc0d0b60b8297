package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelvoicecall.PeopleServer.Answer;
import io.github.camelvoicecall.model.RecipientVerdict;
import io.github.camelvoicecall.model.RecipientsAdded;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real second process leaves behind when it is killed while it adds recipients. */
class AddRecipientsCrashTest {
    private static final int ROWS = 22_000;
    private static final int IN_FLIGHT = 3;

    @TempDir
    Path folder;

    @Test
    @Tag("P28")
    void theBatchInFlightIsReportedAsUnknownAndNoBatchIsSentTwice() throws Exception {
        try (PeopleServer server = new PeopleServer()) {
            RecipientsAdded added = killedAndRunAgain("appending", server);

            assertThat(added.skipped()).isEqualTo(10_000);
            assertThat(added.unknown()).isEqualTo(5000);
            assertThat(added.accepted()).isEqualTo(7000);
            assertThat(added.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.status()).isEqualTo(RecipientVerdict.Status.UNKNOWN);
                assertThat(problem.row()).isEqualTo(10_000);
                assertThat(problem.rows()).isEqualTo(5000);
                assertThat(problem.reason()).contains("its process was gone");
            });
            assertThat(phones(server)).hasSize(ROWS).doesNotHaveDuplicates();
        }
    }

    @Test
    void whereTheProviderKnowsPeopleTheBatchInFlightIsSentAgainUnderTheSameKey() throws Exception {
        try (PeopleServer server = new PeopleServer()) {
            RecipientsAdded added = killedAndRunAgain("upserting", server);

            assertThat(added.skipped()).isEqualTo(10_000);
            assertThat(added.accepted()).isEqualTo(12_000);
            assertThat(added.problems()).isEmpty();
            List<PeopleServer.Request> inFlight = server.requests().subList(IN_FLIGHT - 1, IN_FLIGHT + 1);
            assertThat(inFlight.get(0)).isEqualTo(inFlight.get(1));
            assertThat(inFlight.get(0).key()).isNotBlank();
            assertThat(server.requests()).hasSize(6);
        }
    }

    private static List<String> phones(PeopleServer server) {
        return server.requests().stream()
                .flatMap(request -> request.phones().stream())
                .toList();
    }

    private RecipientsAdded killedAndRunAgain(String provider, PeopleServer server) throws Exception {
        CountDownLatch killed = new CountDownLatch(1);
        server.answers(request -> {
            if (server.requests().size() == IN_FLIGHT) {
                awaits(killed);
            }
            return Answer.ok("{}");
        });
        Process process = launch(provider, server.url());
        try {
            await().atMost(Duration.ofSeconds(90)).until(() -> server.requests().size() == IN_FLIGHT);
        } finally {
            process.destroyForcibly().waitFor();
            killed.countDown();
        }
        Exchange again = Adding.run(provider, server.url(), folder);
        assertThat(again.getException()).isNull();
        return again.getMessage().getBody(RecipientsAdded.class);
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process launch(String provider, String url) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Adding.class.getName(),
                        provider,
                        url,
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("adding.log").toFile())
                .start();
    }

    /** A process that adds recipients. */
    static final class Adding {
        private Adding() {}

        public static void main(String[] arguments) {
            run(arguments[0], arguments[1], Path.of(arguments[2]));
        }

        static Exchange run(String provider, String url, Path folder) {
            try (DefaultCamelContext context = new DefaultCamelContext()) {
                for (BulkProvider known : BulkProvider.values()) {
                    context.getRegistry().bind(known.spec().name(), known);
                }
                context.getRegistry().bind("ledger", H2File.ledger(folder));
                context.start();
                return context.createFluentProducerTemplate()
                        .to("voicecall:" + provider
                                + ":addRecipients?apiKey=secret-key-1&campaignId=7&connectTimeout=1000&responseTimeout=5000&baseUrl="
                                + url)
                        .withHeader(VoiceCallConstants.IDEMPOTENCY_KEY, "job-1")
                        .withBody(AddRecipientsTest.rows(ROWS).iterator())
                        .request(Exchange.class);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
