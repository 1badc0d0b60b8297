package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The campaigns of one sandbox: their lists, and who of them is dialled when. Thread-safe. */
final class Campaigns {
    private final CallBook book;
    private final Shelf<Campaign> shelf;
    private final Recent<Batch> batches = new Recent<>();
    private final Clock clock;
    private final Duration pace;
    private final Consumer<Call> arm;

    /**
     * @param pace from one dial of a campaign to the next
     * @param arm gets a call on the timer when its next step has a time
     */
    Campaigns(CallBook book, Clock clock, Duration pace, Consumer<Call> arm) {
        this.book = book;
        this.clock = clock;
        this.pace = pace;
        this.arm = arm;
        this.shelf = book.shelf("campaign", Campaign.class);
        shelf.all().forEach(campaign -> book.countFrom(campaign.sequence()));
    }

    /** A new draft. */
    Campaign open(String id, long sequence, String name, Agent agent, ObjectNode settings) {
        Instant now = clock.instant();
        return keep(new Campaign(id, sequence, name, agent, Campaign.State.DRAFT, settings, now, now));
    }

    Optional<Campaign> find(String id) {
        return shelf.find(id);
    }

    List<Campaign> newestFirst() {
        List<Campaign> all = shelf.all();
        all.sort(Comparator.comparingLong(Campaign::sequence).reversed());
        return all;
    }

    /** What it is in: a running campaign whose calls are all over is finished. */
    Campaign.State state(Campaign campaign) {
        boolean over = campaign.state() == Campaign.State.RUNNING
                && tally(campaign.id()).open() == 0;
        return over ? Campaign.State.FINISHED : campaign.state();
    }

    Tally tally(String id) {
        return book.tally(id);
    }

    /** The calls on the list, oldest first. */
    List<Call> calls(String id) {
        return book.listedBy(id);
    }

    List<Batch> batches() {
        return batches.list();
    }

    void accepted(Batch batch) {
        batches.add(batch);
    }

    /** Puts calls on the list; those of a running campaign are dialled. */
    List<Call> enrol(Campaign campaign, List<Order> orders, CallIds ids, Redial redial) {
        return book.exclusively(() -> {
            Instant now = clock.instant();
            List<Call> fresh = new ArrayList<>(orders.size());
            for (Order order : orders) {
                long sequence = book.nextSequence();
                fresh.add(Call.listed(ids.of(sequence), sequence, order, now));
            }
            book.move(fresh, List.of());
            if (shelf.find(campaign.id()).orElseThrow().state() == Campaign.State.RUNNING) {
                dial(fresh, redial);
            }
            return fresh;
        });
    }

    /** Gives a new call its id. */
    @FunctionalInterface
    interface CallIds {
        String of(long sequence);
    }

    Campaign change(Campaign campaign, ObjectNode settings) {
        return keep(campaign.with(settings, clock.instant()));
    }

    /** Dials whoever was not reached yet. */
    Campaign start(Campaign campaign, Redial redial) {
        return book.exclusively(() -> {
            Campaign running = keep(campaign.become(Campaign.State.RUNNING, clock.instant()));
            dial(waiting(campaign), redial);
            return running;
        });
    }

    /** Dials nobody more until it is started again; calls under way go on. */
    Campaign stop(Campaign campaign) {
        return end(campaign, Campaign.State.PAUSED);
    }

    /** Dials nobody more; calls under way go on. */
    Campaign cancel(Campaign campaign) {
        return end(campaign, Campaign.State.CANCELLED);
    }

    /** A call as its campaign lets it be: only a running one has it dialled. */
    Call governed(Call next) {
        if (next.order().campaignId() == null || !next.isDue()) {
            return next;
        }
        Campaign.State state =
                shelf.find(next.order().campaignId()).orElseThrow().state();
        return state == Campaign.State.RUNNING ? next : held(next, state);
    }

    private Campaign end(Campaign campaign, Campaign.State state) {
        return book.exclusively(() -> {
            List<Call> held =
                    waiting(campaign).stream().map(call -> held(call, state)).toList();
            book.move(held, List.of());
            return keep(campaign.become(state, clock.instant()));
        });
    }

    private Call held(Call call, Campaign.State state) {
        boolean over = state == Campaign.State.CANCELLED && call.attempts() > 0;
        return over ? call.end(clock.instant(), null) : call.enter(Call.Phase.QUEUED, null);
    }

    private List<Call> waiting(Campaign campaign) {
        return calls(campaign.id()).stream()
                .filter(call -> call.phase() == Call.Phase.QUEUED)
                .toList();
    }

    private void dial(List<Call> calls, Redial redial) {
        Instant now = clock.instant();
        List<Call> due = new ArrayList<>(calls.size());
        for (Call call : calls) {
            due.add(call.due(now.plus(pace.multipliedBy(due.size())), redial));
        }
        book.move(due, List.of());
        due.forEach(arm);
    }

    private Campaign keep(Campaign campaign) {
        shelf.put(campaign.id(), campaign);
        return campaign;
    }
}
