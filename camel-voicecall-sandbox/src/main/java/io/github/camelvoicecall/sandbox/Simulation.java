package io.github.camelvoicecall.sandbox;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/** The calls of one sandbox and their lives: each rings, ends and is analysed on a timer, and causes webhook events. Thread-safe. */
final class Simulation implements AutoCloseable {
    private final Settings settings;
    private final Provider provider;
    private final CallBook book;
    private final Campaigns campaigns;
    private final Shelf<Proposal> proposals;
    private final ScheduledThreadPoolExecutor timer;
    private final Courier courier;
    private volatile String address = "";

    Simulation(Settings settings) {
        this.settings = settings;
        this.provider = settings.provider();
        this.book = new CallBook(settings.state() == null ? null : Journal.open(settings.state()));
        this.campaigns = new Campaigns(book, settings.clock(), settings.pace(), this::arm);
        this.proposals = book.shelf("proposal", Proposal.class);
        this.timer = timer();
        this.courier = new Courier(
                provider.webhooks(), settings.webhooks(), settings.life().seed(), book, timer);
    }

    /** Goes on with what an earlier sandbox left in the state file. */
    void resume() {
        book.pending().forEach(courier::send);
        book.newestFirst().forEach(this::arm);
    }

    List<Agent> agents() {
        return settings.agents();
    }

    Settings settings() {
        return settings;
    }

    Instant now() {
        return settings.clock().instant();
    }

    /** Where the server is reached, without a path; empty until it has been started. */
    String address() {
        return address;
    }

    void reachedAt(String url) {
        address = url;
    }

    Outcome outcomeOf(String number) {
        return settings.outcomes().apply(number);
    }

    Optional<Call> find(String id) {
        return book.find(id);
    }

    List<Call> newestFirst() {
        return book.newestFirst();
    }

    CallBook book() {
        return book;
    }

    Campaigns campaigns() {
        return campaigns;
    }

    /** Starts of campaigns that wait for somebody to confirm them. */
    Shelf<Proposal> proposals() {
        return proposals;
    }

    /** For providers whose ids are integers. */
    IntegerIds integerIds() {
        return IntegerIds.on(book.shelf("integer-ids", IntegerIds.class));
    }

    /**
     * Confirms a start.
     *
     * @throws IllegalArgumentException if there is no such proposal, or no longer
     */
    void confirm(String proposalId) {
        Proposal proposal = proposals
                .find(proposalId)
                .orElseThrow(() -> new IllegalArgumentException("no open proposal '" + proposalId + "'"));
        proposals.remove(proposalId);
        campaigns.start(campaigns.find(proposal.campaignId()).orElseThrow(), Redial.NEVER);
    }

    Courier courier() {
        return courier;
    }

    /**
     * Accepts a call and returns it as accepted. A call that is due now has rung when this returns, so that whoever sees the
     * answer, or its loss, sees the ring counted.
     */
    Call place(Order order) {
        long sequence = book.nextSequence();
        Call call = Call.accepted(provider.newCallId(sequence, this), sequence, order, now());
        enter(call);
        if (call.nextStepAt().isAfter(call.createdAt())) {
            arm(call);
        } else {
            step(call);
        }
        return call;
    }

    /** Puts calls on a campaign's list. */
    List<Call> enrol(Campaign campaign, List<Order> orders, Redial redial) {
        return campaigns.enrol(campaign, orders, sequence -> provider.newCallId(sequence, this), redial);
    }

    /**
     * The named event about a call as it would be sent now, to the first who hears of it.
     *
     * @throws IllegalArgumentException if there is no such call or event, or nobody hears of it
     */
    WebhookRequest webhookRequest(String event, String callId) {
        Call call = find(callId).orElseThrow(() -> new IllegalArgumentException("no call '" + callId + "'"));
        return provider.messages(event, call, this).stream()
                .findFirst()
                .map(message -> courier.request(message.letter("", call, event)))
                .orElseThrow(() -> new IllegalArgumentException("no webhook is registered for " + event));
    }

    /** A handler that nothing happens beside: what it has looked at stays so until it answers. */
    Route.Handler alone(Route.Handler handler) {
        return (request, path) -> book.exclusively(() -> handler.answer(request, path));
    }

    /** Stops all at once, as if the process were killed: what is in the state file can be taken up again. */
    @Override
    public void close() {
        timer.shutdown();
        book.close();
    }

    /** The step that was due when the call was put on the timer; nothing if it has become something else meanwhile. */
    private void step(Call call) {
        Optional<Call> next = book.exclusively(() -> advance(call));
        next.ifPresent(this::arm);
    }

    private Optional<Call> advance(Call call) {
        if (!find(call.id()).orElseThrow().equals(call)) {
            return Optional.empty();
        }
        Call next = settings.life().advance(call, now());
        if (next.isDue() && settings.quirks().contains(Quirk.NEW_CALL_PER_ATTEMPT)) {
            enter(call.end(now(), null));
            next = successor(next);
        }
        Call governed = campaigns.governed(next);
        enter(governed);
        return Optional.of(governed);
    }

    private Call successor(Call redialled) {
        long sequence = book.nextSequence();
        Order again = redialled.order().afterMissing(redialled.attempts());
        return Call.listed(provider.newCallId(sequence, this), sequence, again, now())
                .due(redialled.nextStepAt(), again.redial());
    }

    private void enter(Call call) {
        List<Letter> letters = letters(call);
        book.move(List.of(call), letters);
        letters.forEach(courier::send);
    }

    private void arm(Call call) {
        if (call.nextStepAt() != null) {
            Duration wait = Duration.between(now(), call.nextStepAt());
            timer.schedule(() -> step(call), wait.toNanos(), NANOSECONDS);
        }
    }

    private List<Letter> letters(Call call) {
        return provider.eventOf(call).stream()
                .flatMap(event -> provider.messages(event, call, this).stream()
                        .filter(message -> courier.wants(event, message.target()))
                        .map(message -> message.letter(UUID.randomUUID().toString(), call, event)))
                .toList();
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(2, task -> {
            Thread thread = new Thread(task, "voice-sandbox");
            thread.setDaemon(true);
            return thread;
        });
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy()); // a step that comes up while closing
        return timer;
    }
}
