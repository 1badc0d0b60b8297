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
    private final ScheduledThreadPoolExecutor timer;
    private final Courier courier;

    Simulation(Settings settings) {
        this.settings = settings;
        this.provider = settings.provider();
        this.book = new CallBook(settings.state() == null ? null : Journal.open(settings.state()));
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

    Courier courier() {
        return courier;
    }

    /**
     * Accepts a call and returns it as accepted. A call that is due now has rung when this returns, so that whoever sees the
     * answer, or its loss, sees the ring counted.
     */
    Call place(Order order) {
        Instant now = settings.clock().instant();
        Call call = Call.accepted(provider.newCallId(), book.nextSequence(), order, now);
        enter(call);
        if (call.nextStepAt().isAfter(now)) {
            arm(call);
        } else {
            step(call.id());
        }
        return call;
    }

    /**
     * The named event about a call as it would be sent now.
     *
     * @throws IllegalArgumentException if there is no such call or event
     */
    WebhookRequest webhookRequest(String event, String callId) {
        Call call = find(callId).orElseThrow(() -> new IllegalArgumentException("no call '" + callId + "'"));
        String body = provider.event(event, call, settings.clock().instant()).toString();
        return courier.request(call.order().webhookUrl(), event, body);
    }

    /** Stops all at once, as if the process were killed: what is in the state file can be taken up again. */
    @Override
    public void close() {
        timer.shutdown();
        book.close();
    }

    private void step(String id) {
        find(id).ifPresent(call -> {
            Call next = settings.life().advance(call, settings.clock().instant());
            enter(next);
            arm(next);
        });
    }

    private void enter(Call call) {
        List<Letter> letters = letters(call);
        book.move(call, letters);
        letters.forEach(courier::send);
    }

    private void arm(Call call) {
        if (call.nextStepAt() != null) {
            Duration wait = Duration.between(settings.clock().instant(), call.nextStepAt());
            timer.schedule(() -> step(call.id()), wait.toNanos(), NANOSECONDS);
        }
    }

    private List<Letter> letters(Call call) {
        String target = call.order().webhookUrl();
        return provider
                .eventOf(call)
                .filter(event -> courier.wants(event, target))
                .map(event -> new Letter(
                        UUID.randomUUID().toString(),
                        call.id(),
                        call.sequence(),
                        event,
                        target,
                        provider.event(event, call, settings.clock().instant()).toString()))
                .stream()
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
