package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.camelvoicecall.PeopleServer.Answer;
import io.github.camelvoicecall.ledger.BatchRow;
import io.github.camelvoicecall.ledger.BatchState;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.MemoryCallLedger;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CredentialsRejectedException;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.Outcome;
import io.github.camelvoicecall.model.OutcomeUnknownException;
import io.github.camelvoicecall.model.Recipient;
import io.github.camelvoicecall.model.RecipientVerdict;
import io.github.camelvoicecall.model.RecipientVerdict.Status;
import io.github.camelvoicecall.model.RecipientsAdded;
import io.github.camelvoicecall.model.VoiceCallException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code addRecipients} over real sockets, at made-up providers. */
class AddRecipientsTest {
    private static final Map<String, Object> CAMPAIGN = Map.of(VoiceCallConstants.CAMPAIGN_ID, "7");

    private final PeopleServer server = new PeopleServer();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final CallLedger ledger = new MemoryCallLedger();

    @BeforeEach
    void start() {
        for (BulkProvider provider : BulkProvider.values()) {
            context.getRegistry().bind(provider.spec().name(), provider);
        }
        context.getRegistry().bind("ledger", ledger);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    // What it does

    private RecipientsAdded add(String provider, Object body, String... options) {
        return ended(provider, "job-1", body, options).getMessage().getBody(RecipientsAdded.class);
    }

    private <T extends Exception> T failure(Class<T> type, String provider, Object body, String... options) {
        Exception failure = run(provider, "job-1", body, options).getException();
        assertThat(failure).isInstanceOf(type);
        return type.cast(failure);
    }

    private Exchange ended(String provider, String key, Object body, String... options) {
        Exchange exchange = run(provider, key, body, options);
        if (exchange.getException() != null) {
            throw new CamelExecutionException("failed", exchange, exchange.getException());
        }
        return exchange;
    }

    private Exchange run(String provider, String key, Object body, String... options) {
        String uri = "voicecall:" + provider + ":addRecipients?apiKey=secret-key-1&baseUrl=" + server.url()
                + Stream.of(options).map(option -> "&" + option).reduce("", String::concat);
        return context.createFluentProducerTemplate()
                .to(uri)
                .withHeaders(CAMPAIGN)
                .withHeader(VoiceCallConstants.IDEMPOTENCY_KEY, key)
                .withBody(body)
                .request(Exchange.class);
    }

    static Map<String, Object> row(long number) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("to", number(number));
        row.put("contactId", "c-" + number);
        return row;
    }

    private static String number(long number) {
        return "+1415" + (5_551_000 + number);
    }

    static List<Map<String, Object>> rows(int count) {
        return LongStream.range(0, count).mapToObj(AddRecipientsTest::row).toList();
    }

    private List<BatchRow> batches(String provider) {
        return ledger.batches(new AccountId(provider, "default"), "7", "job-1");
    }

    @Test
    @Tag("P28")
    void rowsGoInAsTheProviderWantsThemInTheirOrder() {
        Map<String, Object> full = new LinkedHashMap<>(row(1));
        full.put("contactName", "Ayşe");
        full.put("variables", Map.of("fee", 12, "due", "2026-01-15"));
        full.put("extra", Map.of("priority", 3));

        RecipientsAdded added = add("appending", List.of(row(0), full, Recipient.of(number(2))));

        assertThat(added)
                .isEqualTo(new RecipientsAdded(
                        "appending", "7", "job-1", 3, 3, null, null, 0, 0, 0, 0, 0, 1, List.of(), 0));
        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/campaigns/7/people");
            assertThat(request.key()).isNull();
            assertThat(request.body())
                    .hasToString(
                            "{\"people\":[{\"id\":\"c-0\",\"phone\":\"+14155551000\"},{\"id\":\"c-1\",\"phone\":\"+14155551001\",\"name\":\"Ayşe\",\"vars\":{\"due\":\"2026-01-15\",\"fee\":12},\"priority\":3},{\"phone\":\"+14155551002\"}]}");
        });
    }

    @Test
    void whatStandsAroundTheRowsIsSentWithEveryBatch() {
        add("upserting", rows(5001));

        assertThat(server.requests())
                .extracting(request -> request.people().size())
                .containsExactly(5000, 1);
        assertThat(server.requests()).allSatisfy(request -> {
            assertThat(request.body().get("campaign_id").isInt()).isTrue();
            assertThat(request.key()).isNotBlank();
        });
        assertThat(server.requests()).extracting(PeopleServer.Request::key).doesNotHaveDuplicates();
    }

    @Test
    void everyFormOfInputIsRead(@TempDir Path folder) throws Exception {
        String array = "[{\"to\":\"+14155551000\"},{\"to\":\"+14155551001\",\"variables\":{\"a\":1}}]";
        String lines = "{\"to\":\"+14155551000\"}\n\n{\"to\":\"+14155551001\",\"variables\":{\"a\":1}}\n";
        Path file = Files.writeString(folder.resolve("people.jsonl"), lines);
        Iterator<Recipient> recipients = List.of(
                        Recipient.of(number(0)), Recipient.of(number(1)).variables(Map.of("a", 1)))
                .iterator();
        List<Object> flat = List.of(Map.of("to", number(0)), Map.of("to", number(1), "variables.a", 1));
        InputStream stream = new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
        List<Object> bodies = List.of(
                array,
                lines,
                array.getBytes(StandardCharsets.UTF_8),
                stream,
                file.toFile(),
                recipients,
                flat,
                flat.stream(),
                flat.toArray(),
                List.of("{\"to\":\"+14155551000\"}", "{\"to\":\"+14155551001\",\"variables\":{\"a\":1}}"));
        for (Object body : bodies) {
            Exchange exchange = ended("appending", "job of " + body.getClass() + body.hashCode(), body);
            assertThat(exchange.getMessage().getBody(RecipientsAdded.class).accepted())
                    .as(body.getClass().getName())
                    .isEqualTo(2);
        }
        assertThat(server.requests()).hasSize(bodies.size());
        assertThat(Set.copyOf(server.requests().stream()
                        .map(request -> request.body().toString())
                        .toList()))
                .hasSize(1);
    }

    @Test
    @Tag("P28")
    void aBadRowIsAProblemWithItsNumberAndReasonAndTheOthersGoIn() {
        List<Object> rows = new ArrayList<>(rows(20));
        rows.set(3, Map.of("to", "12", "contactId", "c-3"));
        rows.set(5, Map.of("to", "+299321000", "contactId", "c-5"));
        rows.set(7, Map.of("phone", "+14155551000"));
        rows.set(9, List.of("+14155551000"));
        rows.set(11, Map.of("to", 1.4155551e10));
        rows.set(13, Recipient.of(number(13)).variables(Map.of("text", "x".repeat(4096))));
        rows.set(15, Recipient.of(number(15)).extra(Map.of("phone", "x")));
        rows.set(17, Collections.singletonMap("to", null));

        RecipientsAdded added = add("appending", rows);

        assertThat(added.rows()).isEqualTo(20);
        assertThat(added.accepted()).isEqualTo(12);
        assertThat(added.rejected()).isEqualTo(8);
        assertThat(added.problems())
                .extracting(RecipientVerdict::row, RecipientVerdict::status, RecipientVerdict::field)
                .containsExactly(
                        tuple(3L, Status.REJECTED, "to"),
                        tuple(5L, Status.REJECTED, "to"),
                        tuple(7L, Status.REJECTED, "phone"),
                        tuple(9L, Status.REJECTED, "row"),
                        tuple(11L, Status.REJECTED, "to"),
                        tuple(13L, Status.REJECTED, "variables"),
                        tuple(15L, Status.REJECTED, "extra.phone"),
                        tuple(17L, Status.REJECTED, "to"));
        assertThat(added.problems().get(5).reason()).contains("takes 4107 bytes as JSON; the provider takes 4096");
        assertThat(added.problems().get(1).number()).isEqualTo("+*******00");
        assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.people())
                .hasSize(12));
    }

    @Test
    void whoStandsTwiceInTheInputIsAddedOnceWhateverIsBetween() {
        List<Map<String, Object>> rows = new ArrayList<>(rows(12_000));
        Map<String, Object> again = new LinkedHashMap<>(row(3));
        again.put("to", "+1 (415) 555-1003");
        again.put("contactId", "another");
        rows.add(again);

        RecipientsAdded added = add("appending", rows);

        assertThat(added.accepted()).isEqualTo(12_000);
        assertThat(added.duplicate()).isOne();
        assertThat(added.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.row()).isEqualTo(12_000);
            assertThat(problem.status()).isEqualTo(RecipientVerdict.Status.DUPLICATE);
            assertThat(problem.reason()).contains("allowDuplicates");
        });
        assertThat(add("appending", rows).skipped()).isEqualTo(12_000);
    }

    @Test
    void aRowThatCouldNotBeSentDoesNotKeepAnotherWithItsNumberOut() {
        Map<String, Object> bad = new LinkedHashMap<>(row(0));
        bad.put("nonsense", "x");

        RecipientsAdded added = add("appending", List.of(bad, row(0)));

        assertThat(added.accepted()).isOne();
        assertThat(added.rejected()).isOne();
    }

    @Test
    void theSameNumberGoesInTwiceWhenThatIsAllowed() {
        assertThat(add("appending", List.of(row(0), row(0)), "allowDuplicates=true")
                        .accepted())
                .isEqualTo(2);
    }

    @Test
    void variablesOfExactlyTheAllowedLengthGoIn() {
        // {"text":"…"} has eleven bytes around the text
        assertThat(add("appending", Recipient.of(number(1)).variables(Map.of("text", "x".repeat(4085))))
                        .accepted())
                .isOne();
        InvalidRequestException tooLong = failure(
                InvalidRequestException.class,
                "appending",
                Recipient.of(number(1)).variables(Map.of("text", "x".repeat(4086))));
        assertThat(tooLong.getField()).isEqualTo("variables");
    }

    @Test
    void nothingThatCanBeSentIsAnErrorThatNamesTheFirstRow() {
        InvalidRequestException failure =
                failure(InvalidRequestException.class, "appending", List.of(Map.of("to", "1"), Map.of("to", "2")));
        assertThat(failure.getField()).isEqualTo("to");
        assertThat(failure).hasMessageContaining("none of 2 rows can be sent; row 0: to is");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void noRowsAreNoError() {
        assertThat(add("appending", List.of()).rows()).isZero();
        assertThat(add("appending", "").rows()).isZero();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aBodyThatHoldsNoRowsIsAnErrorThatSaysWhatToGive() {
        assertThat(failure(InvalidRequestException.class, "appending", "to;name\n+1;x"))
                .hasMessageContaining("body is no JSON in line 1")
                .hasMessageContaining("useMaps=true");
        assertThat(failure(InvalidRequestException.class, "appending", 42L)).hasMessageContaining("body is a Long");
        assertThat(failure(InvalidRequestException.class, "appending", null)).hasMessageContaining("body is missing");
    }

    @Test
    void jsonThatBreaksOffStopsTheJobAndTheSameKeyGoesOnWithTheMendedInput() {
        String whole = "["
                + String.join(
                        ",",
                        IntStream.range(0, 6000)
                                .mapToObj(i -> "{\"to\":\"" + number(i) + "\"}")
                                .toList()) + "]";
        assertThat(failure(InvalidRequestException.class, "appending", whole.substring(0, whole.length() - 10)))
                .hasMessageContaining("body is no JSON in line 1, column ")
                .returns(Outcome.UNKNOWN, VoiceCallException::outcome);
        assertThat(server.requests()).hasSize(1);

        RecipientsAdded added = add("appending", whole);

        assertThat(added.skipped()).isEqualTo(5000);
        assertThat(added.accepted()).isEqualTo(1000);
        assertThat(server.requests()).hasSize(2);
    }

    // Repeating

    @Test
    @Tag("P28")
    void aJobThatRunsAgainSendsNothingTwice() {
        add("appending", rows(5500));
        Exchange again = ended("appending", "job-1", rows(5500));
        RecipientsAdded added = again.getMessage().getBody(RecipientsAdded.class);
        assertThat(added.skipped()).isEqualTo(5500);
        assertThat(added.accepted()).isZero();
        assertThat(again.getMessage().getHeader(VoiceCallConstants.REPLAYED)).isEqualTo(true);
        assertThat(server.requests()).hasSize(2);
        assertThat(failure(InvalidRequestException.class, "appending", rows(5501)))
                .hasMessageContaining("at row 5000 stood a batch of 500 other rows");
    }

    @Test
    void changedInputIsAnErrorThatNamesTheRow() {
        add("appending", rows(5500));
        List<Object> changed = new ArrayList<>(rows(5500));
        changed.set(5400, row(9999));
        assertThat(failure(InvalidRequestException.class, "appending", changed))
                .hasMessageContaining("the input changed since this job ran before: at row 5000");
        changed.remove(0);
        assertThat(failure(InvalidRequestException.class, "appending", changed)).hasMessageContaining("at row 0");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aLostAnswerIsUnknownAndNotSentAgain() {
        server.answers(request -> Answer.CUT);
        failure(OutcomeUnknownException.class, "appending", rows(3));
        server.answers(request -> Answer.ok("{}"));
        assertThat(failure(OutcomeUnknownException.class, "appending", rows(3)))
                .hasMessageContaining("an earlier run may have sent these rows");
        assertThat(server.requests()).hasSize(1);
        assertThat(batches("appending")).extracting(BatchRow::state).containsExactly(BatchState.UNKNOWN);
    }

    @Test
    void aLostAnswerInTheMiddleIsReportedAndTheRestGoesIn() {
        server.answers(request -> server.requests().size() == 2 ? new Answer(500, "{}") : Answer.ok("{}"));
        RecipientsAdded added = add("appending", rows(12_000));
        assertThat(added.accepted()).isEqualTo(7000);
        assertThat(added.unknown()).isEqualTo(5000);
        assertThat(added.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.status()).isEqualTo(Status.UNKNOWN);
            assertThat(problem.row()).isEqualTo(5000);
            assertThat(problem.rows()).isEqualTo(5000);
        });
    }

    @Test
    void twoLostAnswersInARowStopTheJobAndTheSameKeyGoesOnBehindThem() {
        AtomicInteger failing = new AtomicInteger(2);
        server.answers(request ->
                server.requests().size() > 1 && failing.getAndDecrement() > 0 ? new Answer(503, "") : Answer.ok("{}"));
        failure(OutcomeUnknownException.class, "appending", rows(20_000));
        assertThat(server.requests()).hasSize(3);

        RecipientsAdded added = add("appending", rows(20_000));

        assertThat(added.skipped()).isEqualTo(5000);
        assertThat(added.unknown()).isEqualTo(10_000);
        assertThat(added.accepted()).isEqualTo(5000);
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void aTryThatWasLostIsNotForgottenWhenTheNextOneIsRefused() {
        server.answers(request -> server.requests().size() == 1 ? Answer.CUT : new Answer(422, "{}"));

        failure(OutcomeUnknownException.class, "upserting", rows(3), "maxRetries=1");

        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aProviderThatKnowsPeopleGetsALostBatchAgainUnderTheSameKey() {
        server.answers(request ->
                server.requests().size() == 1 ? Answer.CUT : Answer.ok("{\"created\":3,\"updated\":0,\"failed\":0}"));
        failure(OutcomeUnknownException.class, "upserting", rows(3), "maxRetries=0");
        RecipientsAdded added = add("upserting", rows(3));
        assertThat(added.accepted()).isEqualTo(3);
        assertThat(added.created()).isEqualTo(3);
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(0).key())
                .isEqualTo(server.requests().get(1).key());
    }

    @Test
    void aKeyThatIsRefusedStopsAtOnceAndNothingCountsAsSent() {
        server.answers(request -> new Answer(401, "{\"error\":\"Invalid API key\"}"));
        failure(CredentialsRejectedException.class, "appending", rows(12_000));
        assertThat(server.requests()).hasSize(1);
        assertThat(batches("appending")).extracting(BatchRow::state).containsExactly(BatchState.NOT_SENT);
        server.answers(request -> Answer.ok("{}"));
        assertThat(add("appending", rows(12_000)).accepted()).isEqualTo(12_000);
    }

    @Test
    void whatStopsHalfWayIsNeverNotPlacedAsAFailoverWouldCallThoseWhoAreIn() {
        server.answers(request ->
                server.requests().size() == 2 ? new Answer(401, "{\"error\":\"Invalid API key\"}") : Answer.ok("{}"));

        assertThat(failure(OutcomeUnknownException.class, "appending", rows(12_000))
                        .outcome())
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void aProviderThatIsBusyIsWaitedForAndTheBatchGoesInOnce() {
        server.answers(request -> server.requests().size() == 1 ? new Answer(429, "{}") : Answer.ok("{}"));
        assertThat(add("appending", rows(3), "maxRetries=2").accepted()).isEqualTo(3);
        assertThat(server.requests()).hasSize(2);
        assertThat(batches("appending")).extracting(BatchRow::state).containsExactly(BatchState.SENT);
    }

    @Test
    @Tag("P28")
    void longRowsMakeMoreRequestsAndNoneIsTooLong() {
        String text = "x".repeat(4000);
        RecipientsAdded added = add("appending", IntStream.range(0, 1500).mapToObj(i -> Recipient.of(number(i))
                .variables(Map.of("text", text))));
        int bytes =
                server.requests().stream().mapToInt(PeopleServer.Request::bytes).sum();
        assertThat(added.accepted()).isEqualTo(1500);
        assertThat(added.batches()).isEqualTo((bytes + BulkProvider.MOST_BYTES - 1) / BulkProvider.MOST_BYTES);
        assertThat(server.requests())
                .allSatisfy(request -> assertThat(request.bytes()).isLessThanOrEqualTo(BulkProvider.MOST_BYTES));
    }

    // Finding bad rows

    private Answer refusesThose(PeopleServer.Request request, Set<String> bad) {
        return request.phones().stream().anyMatch(bad::contains)
                ? new Answer(422, "{\"error\":\"unknown area\"}")
                : Answer.ok("{}");
    }

    @Test
    void rowsForWhichABatchIsRefusedAreFoundByHalvingAndTheOthersGoInOnce() {
        Set<String> bad = Set.of(number(17), number(2500), number(4999));
        server.answers(request -> refusesThose(request, bad));

        RecipientsAdded added = add("appending", rows(5000));

        assertThat(added.accepted()).isEqualTo(4997);
        assertThat(added.rejected()).isEqualTo(3);
        assertThat(added.problems())
                .extracting(RecipientVerdict::row, RecipientVerdict::contactId)
                .containsExactly(tuple(17L, "c-17"), tuple(2500L, "c-2500"), tuple(4999L, "c-4999"));
        List<String> taken = server.requests().stream()
                .filter(request -> request.phones().stream().noneMatch(bad::contains))
                .flatMap(request -> request.phones().stream())
                .toList();
        assertThat(taken).hasSize(4997).doesNotHaveDuplicates();
        assertThat(server.requests()).hasSizeLessThan(80);

        int before = server.requests().size();
        RecipientsAdded again = add("appending", rows(5000));
        assertThat(again.skipped()).isEqualTo(4997);
        assertThat(again.rejected()).isEqualTo(3);
        assertThat(server.requests()).hasSize(before + 3);
    }

    @Test
    void aRefusalThatIsNotAboutRowsStopsSoon() {
        server.answers(request -> new Answer(422, "{\"error\":\"campaign is running\"}"));
        assertThat(failure(InvalidRequestException.class, "appending", rows(20_000)))
                .hasMessageContaining("campaign is running");
        assertThat(server.requests()).hasSizeLessThan(40);
        assertThat(batches("appending")).extracting(BatchRow::state).containsOnly(BatchState.NOT_SENT);
    }

    @Test
    void rowsThatAreOnlyCountedAsFailedAreFoundByHalving() {
        Set<String> bad = Set.of(number(17), number(2500), number(4999));
        server.answers(request -> {
            long failed = request.phones().stream().filter(bad::contains).count();
            return Answer.ok("{\"created\":%d,\"updated\":0,\"failed\":%d}"
                    .formatted(request.phones().size() - failed, failed));
        });

        RecipientsAdded added = add("upserting", rows(5000));

        assertThat(added.accepted()).isEqualTo(4997);
        assertThat(added.failed()).isEqualTo(3);
        assertThat(added.created()).isEqualTo(4997);
        assertThat(added.problems())
                .extracting(RecipientVerdict::row, RecipientVerdict::status)
                .containsExactly(tuple(17L, Status.FAILED), tuple(2500L, Status.FAILED), tuple(4999L, Status.FAILED));
        assertThat(server.requests()).hasSizeLessThan(45);
        assertThat(batches("upserting")).singleElement().satisfies(batch -> assertThat(batch.failed())
                .isEqualTo(3));
    }

    @Test
    void aProviderThatCountsNonsenseIsNotBelieved() {
        server.answers(request ->
                Answer.ok("{\"failed\":%d}".formatted(server.requests().size() == 1 ? 2 : 9)));
        RecipientsAdded added = add("upserting", rows(4));
        assertThat(added.failed()).isEqualTo(2);
        assertThat(added.accepted()).isEqualTo(2);
    }

    // Progress

    private static List<RecipientVerdict> verdicts(List<?> body) {
        return body.stream().map(RecipientVerdict.class::cast).toList();
    }

    @Test
    void everyVerdictGoesToReportToBatchByBatch() {
        List<List<RecipientVerdict>> reports = new ArrayList<>();
        context.getRegistry().bind("collect", (org.apache.camel.Processor)
                exchange -> reports.add(verdicts(exchange.getMessage().getBody(List.class))));
        List<Object> rows = new ArrayList<>(rows(5002));
        rows.set(1, Map.of("to", "x", "contactId", "c-1"));

        add("appending", rows, "reportTo=bean:collect");

        assertThat(reports).hasSize(2);
        assertThat(reports.stream().mapToInt(List::size).sum()).isEqualTo(5002);
        assertThat(reports.get(0))
                .filteredOn(verdict -> verdict.status() == Status.REJECTED)
                .hasSize(1);
        assertThat(reports.get(1))
                .singleElement(InstanceOfAssertFactories.type(RecipientVerdict.class))
                .satisfies(verdict -> {
                    assertThat(verdict.row()).isEqualTo(5001);
                    assertThat(verdict.status()).isEqualTo(Status.ACCEPTED);
                    assertThat(verdict.number()).doesNotContain("5555");
                });
    }

    @Test
    void aReportThatFailsStopsTheJobAndTheSameKeyGoesOn() {
        AtomicInteger failing = new AtomicInteger(1);
        context.getRegistry().bind("collect", (org.apache.camel.Processor) exchange -> {
            if (failing.getAndDecrement() > 0) {
                throw new IllegalStateException("disk full");
            }
        });
        VoiceCallException failure =
                failure(VoiceCallException.class, "appending", rows(12_000), "reportTo=bean:collect");
        assertThat(failure).hasMessageContaining("reportTo failed").hasRootCauseMessage("disk full");
        assertThat(server.requests()).hasSize(1);
        RecipientsAdded added = add("appending", rows(12_000), "reportTo=bean:collect");
        assertThat(added.skipped()).isEqualTo(5000);
        assertThat(added.accepted()).isEqualTo(7000);
    }

    @Test
    void theResultIsJsonForWhoeverWantsIt() throws Exception {
        Exchange exchange = ended("appending", "job-1", List.of(row(1), Map.of("to", "12")));
        String json = exchange.getMessage().getBody(String.class);
        assertThat(json)
                .contains("\"rows\":2,\"accepted\":1,\"created\":null,\"updated\":null,\"rejected\":1")
                .contains(
                        "{\"row\":1,\"rows\":1,\"status\":\"REJECTED\",\"contactId\":null,\"number\":\"12\",\"field\":\"to\"");
        assertThat(exchange.getMessage().getBody(Map.class).get("rejected")).isEqualTo(1L);
    }

    @Test
    void anEventAfterEachBatchTellsHowFarItIs() {
        List<RecipientsAdded> heard = new ArrayList<>();
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public boolean isEnabled(CamelEvent event) {
                return event instanceof RecipientsAddedEvent;
            }

            @Override
            public void notify(CamelEvent event) {
                heard.add(((RecipientsAddedEvent) event).getRecipientsAdded());
                throw new IllegalStateException("a listener that fails stops nothing");
            }
        });
        add("appending", rows(12_000));
        assertThat(heard).extracting(RecipientsAdded::accepted).containsExactly(5000L, 10_000L, 12_000L);
    }
}
