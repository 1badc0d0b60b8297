package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.VoiceCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps the marks of those who wait for calls in step with the calls, within one transaction. */
final class Followers {
    private final DeliveryStore store;
    private final Ids ids;
    private final Instant now;
    private final Map<AccountId, List<Subscribed>> subscriptions = new HashMap<>();

    Followers(DeliveryStore store, Ids ids, Instant now) {
        this.store = store;
        this.ids = ids;
        this.now = now;
    }

    /**
     * Follows a change of a call.
     *
     * @return true when something became due
     */
    boolean follow(Entry before, Entry after) {
        if (!DeliveryRules.matters(before, after)) {
            return false;
        }
        Changes changes = new Changes(after);
        changes.of(before, store.ofSubject(before.row().ref()));
        return changes.write();
    }

    /**
     * Follows a call that took over another row: who had the other's result had ours.
     *
     * @return true when something became due
     */
    boolean absorb(Entry ours, Entry other, Entry after) {
        Changes changes = new Changes(after);
        changes.of(ours, store.ofSubject(ours.row().ref()));
        changes.of(other, store.ofSubject(other.row().ref()));
        return changes.write();
    }

    /** @return true when nobody waits any more for what may still be learnt */
    boolean allServed(Entry entry) {
        List<Mark> marks = store.ofSubject(entry.row().ref());
        return !marks.isEmpty() && marks.stream().noneMatch(Mark::waiting);
    }

    /** Another try of a key: who was told that the former one is unresolved is told what becomes of this one, as what supersedes it. */
    void tryAgain(Entry former, Entry next) {
        List<Mark> marks = store.ofSubject(former.row().ref());
        store.delete(marks.stream().filter(mark -> mark.delivered() == 0).toList());
        store.update(marks.stream()
                .filter(mark -> mark.delivered() > 0)
                .map(mark -> mark.expecting().of(next.row().ref()))
                .toList());
    }

    /** @return true when somebody subscribed to such calls placed elsewhere */
    boolean wantElsewhere(AccountId account, VoiceCall call) {
        return store.subscriptions(account, Subscription.Kind.CALLS).stream()
                .anyMatch(subscribed -> subscribed.wantsElsewhere(call));
    }

    /** @return the first start of the oldest subscription to calls placed elsewhere */
    Optional<Instant> elsewhereSince(AccountId account) {
        return store.subscriptions(account, Subscription.Kind.CALLS).stream()
                .filter(subscribed -> subscribed.settings().elsewhere())
                .map(Subscribed::since)
                .min(Instant::compareTo);
    }

    private List<Subscribed> subscriptions(AccountId account) {
        return subscriptions.computeIfAbsent(account, this::read);
    }

    private List<Subscribed> read(AccountId account) {
        List<Subscribed> found = store.subscriptions(account, Subscription.Kind.CALLS);
        if (!found.isEmpty()) {
            return found;
        }
        // a first subscription looks for what nobody got, and must not do so while we end a call for nobody
        store.lockSubscriptions();
        return store.subscriptions(account, Subscription.Kind.CALLS);
    }

    /** What a change of one call does to its marks. */
    private final class Changes {
        private final Entry after;
        private final Map<String, Subscribed> subscribed = new LinkedHashMap<>();
        private final Set<String> marked = new HashSet<>();
        private final List<Mark> inserted = new ArrayList<>();
        private final List<Mark> updated = new ArrayList<>();
        private final List<Mark> deleted = new ArrayList<>();

        Changes(Entry after) {
            this.after = after;
            subscriptions(after.row().account()).forEach(one -> subscribed.put(one.id(), one));
        }

        void of(Entry before, List<Mark> marks) {
            boolean matters = DeliveryRules.matters(before, after);
            for (Mark mark : marks) {
                if (!marked.add(mark.subscription())) {
                    deleted.add(mark);
                } else if (matters && subscribed.containsKey(mark.subscription())) {
                    Subscription settings = subscribed.get(mark.subscription()).settings();
                    replace(mark, DeliveryRules.changed(before, after, mark, settings, now));
                } else {
                    replace(mark, mark);
                }
            }
        }

        private void replace(Mark mark, Mark changed) {
            Mark ours = changed.of(after.row().ref());
            if (ours.generation() == 0) {
                deleted.add(mark);
            } else if (!ours.equals(mark)) {
                updated.add(ours);
            }
        }

        boolean write() {
            if (after.deliverable()) {
                subscribed.values().stream()
                        .filter(one -> !marked.contains(one.id()) && one.wants(after))
                        .forEach(one -> inserted.add(first(one)));
            }
            store.delete(deleted);
            store.update(updated);
            store.insert(inserted);
            return anyDue(inserted) || anyDue(updated);
        }

        private Mark first(Subscribed one) {
            Instant due = DeliveryRules.due(after, one.settings(), now);
            return Mark.first(ids.next(), one, after.row().ref(), due);
        }

        private boolean anyDue(List<Mark> marks) {
            return marks.stream().anyMatch(mark -> Times.reached(mark.dueAt(), now));
        }
    }
}
