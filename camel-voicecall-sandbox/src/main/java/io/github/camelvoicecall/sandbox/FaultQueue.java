package io.github.camelvoicecall.sandbox;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The faults that wait for their request: those for a number first, then those for the next one, then the plan. Thread-safe. */
final class FaultQueue {
    private final Deque<Fault> nextPosts = new ArrayDeque<>();
    private final Deque<Fault> nextReads = new ArrayDeque<>();
    private final Map<String, Deque<Fault>> byNumber = new HashMap<>();
    private final FaultPlan initialPlan;
    private final Map<String, Integer> changes = new HashMap<>();
    private FaultPlan plan;

    FaultQueue(FaultPlan plan) {
        this.initialPlan = plan;
        this.plan = plan;
    }

    synchronized void failNext(List<Fault> faults) {
        nextPosts.addAll(faults);
    }

    synchronized void failNextRead(List<Fault> faults) {
        nextReads.addAll(faults);
    }

    synchronized void failFor(String number, Fault fault, int times) {
        byNumber.computeIfAbsent(number, any -> new ArrayDeque<>()).addAll(Collections.nCopies(times, fault));
    }

    synchronized void plan(FaultPlan other) {
        plan = other;
    }

    synchronized Optional<Fault> forPost(String number, int nth) {
        return forNumbers(List.of(number)).or(() -> next(number, nth));
    }

    /** For a request with these numbers, if a fault waits for one of them. */
    synchronized Optional<Fault> forNumbers(List<String> numbers) {
        return numbers.stream()
                .map(byNumber::get)
                .filter(own -> own != null && !own.isEmpty())
                .findFirst()
                .map(Deque::removeFirst);
    }

    private Optional<Fault> next(String what, int nth) {
        return nextPosts.isEmpty() ? plan.faultFor(what, nth) : Optional.of(nextPosts.removeFirst());
    }

    /** For a request that changes something and dials nobody by itself: a campaign, its list, a webhook. */
    synchronized Optional<Fault> forChange(String path) {
        return next(path, changes.merge(path, 1, Integer::sum));
    }

    synchronized Optional<Fault> forRead() {
        return Optional.ofNullable(nextReads.pollFirst());
    }

    synchronized void clear() {
        nextPosts.clear();
        nextReads.clear();
        byNumber.clear();
        plan = initialPlan;
    }
}
