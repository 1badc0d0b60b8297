package io.github.camelvoicecall.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All calls, what was asked for, and the webhook events on their way. With a journal, it continues where an earlier one on the
 * same file stopped. Thread-safe.
 */
final class CallBook implements AutoCloseable {
    private final Map<String, Call> calls = new LinkedHashMap<>();
    private final Map<String, Integer> posts = new TreeMap<>();
    private final Map<String, Letter> pending = new LinkedHashMap<>();
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

    /** Counts a create-call request and says how many there were for this number, this one included. */
    synchronized int post(String number) {
        note(Journal.Entry.posted(number));
        return posts.get(number);
    }

    /** The position of the next call. */
    synchronized long nextSequence() {
        return ++placed;
    }

    synchronized void move(Call call, List<Letter> letters) {
        note(Journal.Entry.moved(call, letters));
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

    synchronized Map<String, Integer> posts() {
        return new TreeMap<>(posts);
    }

    synchronized Map<String, Integer> rings() {
        Map<String, Integer> rings = new TreeMap<>();
        for (Call call : calls.values()) {
            rings.merge(call.order().number(), call.attempts(), Integer::sum);
        }
        return rings;
    }

    @Override
    public synchronized void close() {
        if (journal != null) {
            journal.close();
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
            posts.merge(entry.posted(), 1, Integer::sum);
        }
        if (entry.call() != null) {
            calls.put(entry.call().id(), entry.call());
            placed = Math.max(placed, entry.call().sequence());
        }
        if (entry.letters() != null) {
            entry.letters().forEach(letter -> pending.put(letter.id(), letter));
        }
        if (entry.settled() != null) {
            pending.remove(entry.settled());
        }
    }
}
