package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * All calls, what was asked for, the webhook events on their way, and what else a provider keeps. With a journal, it continues where
 * an earlier one on the same file stopped. Thread-safe.
 */
final class CallBook implements AutoCloseable {
    private final Map<String, Call> calls = new LinkedHashMap<>();
    private final Map<String, Integer> posts = new TreeMap<>();
    private final Map<String, Letter> pending = new LinkedHashMap<>();
    private final Map<String, List<String>> listed = new HashMap<>();
    private final Map<String, Tally> tallies = new HashMap<>();
    private final Map<String, Map<String, JsonNode>> kept = new HashMap<>();
    private final Map<String, Shelf<?>> shelves = new HashMap<>();
    private final Journal journal;
    private long placed;

    /**
     * @param journal null to keep everything in memory
     */
    CallBook(Journal journal) {
        this.journal = journal;
        if (journal != null) {
            journal.read().forEach(this::apply);
        }
    }

    /** Counts a request that wants numbers called and says how many there were for the first of them, this one included. */
    synchronized int post(List<String> numbers) {
        note(Journal.Entry.posted(numbers));
        return numbers.isEmpty() ? 0 : posts.get(numbers.get(0));
    }

    /** The position of the next call or campaign. */
    synchronized long nextSequence() {
        return ++placed;
    }

    /** Leaves out the positions up to this one, which are taken. */
    synchronized void countFrom(long sequence) {
        placed = Math.max(placed, sequence);
    }

    /** Does it while no call moves. */
    synchronized <T> T exclusively(Supplier<T> work) {
        return work.get();
    }

    synchronized void move(List<Call> now, List<Letter> letters) {
        note(Journal.Entry.moved(now, letters));
    }

    /** The event needs no further attempt. */
    synchronized void settle(Letter letter) {
        if (pending.containsKey(letter.id())) {
            note(Journal.Entry.settled(letter.id()));
        }
    }

    synchronized List<Letter> pending() {
        return List.copyOf(pending.values());
    }

    synchronized Optional<Call> find(String id) {
        return Optional.ofNullable(calls.get(id));
    }

    synchronized List<Call> newestFirst() {
        List<Call> all = new ArrayList<>(calls.values());
        Collections.reverse(all);
        return all;
    }

    /** The calls on a campaign's list, oldest first. */
    synchronized List<Call> listedBy(String campaignId) {
        return listed.getOrDefault(campaignId, List.of()).stream()
                .map(calls::get)
                .toList();
    }

    synchronized Tally tally(String campaignId) {
        return tallies.getOrDefault(campaignId, Tally.EMPTY);
    }

    synchronized Map<String, Integer> posts() {
        return new TreeMap<>(posts);
    }

    synchronized Map<String, Integer> rings() {
        Map<String, Integer> rings = new TreeMap<>();
        for (Call call : calls.values()) {
            if (!call.order().inbound()) {
                rings.merge(call.order().number(), call.attempts(), Integer::sum);
            }
        }
        return rings;
    }

    /** The shelf of that name, with what is on it already; always of the same type. */
    @SuppressWarnings("unchecked")
    synchronized <T> Shelf<T> shelf(String name, Class<T> type) {
        return (Shelf<T>) shelves.computeIfAbsent(name, any -> open(name, type));
    }

    private <T> Shelf<T> open(String name, Class<T> type) {
        Map<String, T> things = new LinkedHashMap<>();
        kept.getOrDefault(name, Map.of()).forEach((id, json) -> things.put(id, Json.read(json.toString(), type)));
        return new Shelf<>(this, things, (id, thing) -> keep(name, id, thing));
    }

    @Override
    public synchronized void close() {
        if (journal != null) {
            journal.close();
        }
    }

    private synchronized void keep(String shelf, String id, Object thing) {
        if (journal != null) {
            journal.write(Journal.Entry.kept(shelf, id, Json.tree(thing)));
        }
    }

    private void note(Journal.Entry entry) {
        if (journal != null) {
            journal.write(entry);
        }
        apply(entry);
    }

    private void apply(Journal.Entry entry) {
        if (entry.posted() != null) {
            entry.posted().forEach(number -> posts.merge(number, 1, Integer::sum));
        }
        if (entry.calls() != null) {
            entry.calls().forEach(this::apply);
        }
        if (entry.letters() != null) {
            entry.letters().forEach(letter -> pending.put(letter.id(), letter));
        }
        if (entry.settled() != null) {
            pending.remove(entry.settled());
        }
        if (entry.kept() != null) {
            apply(entry.kept());
        }
    }

    private void apply(Call call) {
        Call before = calls.put(call.id(), call);
        placed = Math.max(placed, call.sequence());
        String campaign = call.order().campaignId();
        if (campaign == null) {
            return;
        }
        tallies.put(campaign, tallies.getOrDefault(campaign, Tally.EMPTY).after(before, call));
        if (before == null) {
            listed.computeIfAbsent(campaign, any -> new ArrayList<>()).add(call.id());
        }
    }

    private void apply(Journal.Kept one) {
        Map<String, JsonNode> shelf = kept.computeIfAbsent(one.shelf(), any -> new LinkedHashMap<>());
        if (one.thing() == null || one.thing().isNull()) {
            shelf.remove(one.id());
        } else {
            shelf.put(one.id(), one.thing());
        }
    }
}
