package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.Delivery;
import io.github.camelvoicecall.ledger.Subscription;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.AccountInfo;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.support.LRUCacheFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One account at work: what its producers and consumers share. Thread safe. */
final class Account {
    private static final Logger LOG = LoggerFactory.getLogger(Account.class);
    private static final int MOST_SEEN = 10_000;
    private static final int MOST_WORDS = 100;
    private static final Instant OVER = Instant.MAX;
    private static final Duration INFO_AGE = Duration.ofMinutes(1);

    private final AccountId id;
    private final ProviderSpec spec;
    private final CallLedger ledger;
    private final VoiceCallComponent component;
    private final TalkTimes talkTimes = new TalkTimes();
    private final Map<String, Instant> goingOn = LRUCacheFactory.newLRUCache(MOST_SEEN);
    private final List<VoiceCallConsumer> consumers = new CopyOnWriteArrayList<>();
    private final Set<RouteWatch> watches = ConcurrentHashMap.newKeySet();
    private final Set<String> unknownWords = ConcurrentHashMap.newKeySet();
    private final CallNews news = new CallNews(this);
    private final CallWatcher watcher;
    private final Waits waits;
    private final Inbox inbox;
    private final Figures figures;
    private final Probe probe = new Probe(System::nanoTime);
    private final Refusals refusals;
    private AccountInfo info;
    private Instant infoAt = Instant.EPOCH;

    Account(AccountId id, ProviderSpec spec, CallLedger ledger, VoiceCallComponent component) {
        this.id = id;
        this.spec = spec;
        this.ledger = ledger;
        this.component = component;
        this.watcher = new CallWatcher(this);
        this.waits = new Waits(this);
        this.inbox = new Inbox(this);
        this.figures = new Figures(() -> ledger.counts(id), System::nanoTime);
        this.refusals = new Refusals(component.clock(), System::nanoTime);
    }

    AccountId id() {
        return id;
    }

    ProviderSpec spec() {
        return spec;
    }

    CallLedger ledger() {
        return ledger;
    }

    VoiceCallComponent component() {
        return component;
    }

    CallNews news() {
        return news;
    }

    CallWatcher watcher() {
        return watcher;
    }

    Waits waits() {
        return waits;
    }

    Inbox inbox() {
        return inbox;
    }

    Figures figures() {
        return figures;
    }

    Probe probe() {
        return probe;
    }

    Refusals refusals() {
        return refusals;
    }

    TalkTimes talkTimes() {
        return talkTimes;
    }

    List<VoiceCallConsumer> consumers() {
        return consumers;
    }

    /** Adds a consumer, unless another one has its subscription. */
    synchronized void join(VoiceCallConsumer consumer) {
        Subscription wanted = consumer.subscription();
        for (VoiceCallConsumer other : consumers) {
            Subscription taken = other.subscription();
            if (taken.kind() == wanted.kind() && taken.name().equals(wanted.name())) {
                throw new IllegalArgumentException(
                        "Two consumers of " + id + " have the subscription '" + wanted.name()
                                + "': each result would reach only one of them. Give one another name with the option subscription");
            }
        }
        consumers.add(consumer);
    }

    Set<RouteWatch> watches() {
        return watches;
    }

    /** Tells senders of webhooks who wait that a route failed. */
    void routeFailed(Delivery delivery) {
        String callId = delivery.call() == null ? null : delivery.call().callId();
        String eventId = delivery.event() == null ? null : delivery.event().id();
        watches.forEach(watch -> watch.failed(callId, eventId));
    }

    /** @return true when results come by webhook, too */
    boolean hasWebhooks() {
        return consumers.stream().anyMatch(VoiceCallConsumer::hasWebhook);
    }

    /** @return true while somebody here takes events */
    boolean accepts() {
        return consumers.stream().anyMatch(VoiceCallConsumer::accepts);
    }

    /** Who wants the provider to be asked, most often first; empty when nobody does, as all are told by webhook or ask on a timetable of their own. */
    Optional<CallWatcher.Asker> asker() {
        if (consumers.isEmpty()) {
            return waits.asker();
        }
        return Stream.concat(
                        consumers.stream().map(VoiceCallConsumer::asker).flatMap(Optional::stream),
                        waits.asker().stream())
                .min(Comparator.comparing(CallWatcher.Asker::every));
    }

    /** The agents that consumers name. */
    Set<String> agents() {
        return consumers.stream()
                .flatMap(consumer -> consumer.agents().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The client of any consumer that has one, for reads that a webhook asks for. */
    ApiClient anyClient() {
        return consumers.stream()
                .map(VoiceCallConsumer::client)
                .filter(client -> client != null)
                .findFirst()
                .orElse(null);
    }

    /** Lets every consumer see what is due now. */
    void wake() {
        consumers.forEach(VoiceCallConsumer::wake);
    }

    /** Remembers how long a call took, once, however often its end is seen. */
    void ended(CallRow row) {
        Instant seen = goingOn.put(row.ref(), OVER);
        if (row.own() && row.endedAt() != null && !OVER.equals(seen)) {
            talkTimes.add(Duration.between(row.openSince(), end(row, seen)));
        }
    }

    /** Says once that a word means nothing here: a call that says nothing else stays open until its deadline. */
    void mindWords(VoiceCall call) {
        String word = call.rawStatus();
        boolean unknown = word != null && call.status() == CallStatus.UNKNOWN;
        if (unknown && unknownWords.size() < MOST_WORDS && unknownWords.add(word)) {
            LOG.warn(
                    "{} reports the status '{}', which its documentation doesn't name: such a call stays open until callDeadline. If you know what it means, set statusWords={}=...",
                    id,
                    word,
                    word);
        }
    }

    /** Remembers that a call wasn't over yet. */
    void goesOn(CallRow row) {
        goingOn.put(row.ref(), ledger.now());
    }

    /** When the provider says that it ended; else between the last look that showed it going on and the one that showed its end. A webhook tells at once. */
    private Instant end(CallRow row, Instant seen) {
        VoiceCall call = row.call();
        boolean talked = call.startedAt() != null
                && call.durationSeconds() != null
                && call.durationSeconds().signum() > 0;
        Instant told = call.endedAt() != null
                ? call.endedAt()
                : talked ? call.startedAt().plusSeconds(call.durationSeconds().longValue()) : null;
        if (told != null && told.isBefore(row.endedAt())) {
            return told;
        }
        Instant since = seen == null ? row.openSince() : seen;
        return hasWebhooks()
                ? row.endedAt()
                : since.plus(Duration.between(since, row.endedAt()).dividedBy(2));
    }

    /**
     * What the provider says of the account, asked anew when it is older than a minute. A key that may not ask, or a provider that doesn't answer, is no reason not to start.
     *
     * @return the account; null when nothing is known
     */
    synchronized AccountInfo info(ApiClient client) throws InterruptedException {
        Instant now = component.clock().instant();
        if (infoAt.plus(INFO_AGE).isAfter(now)) {
            return info;
        }
        infoAt = now;
        try {
            // once: a provider that is down must not hold the start up
            info = client.look(Operation.GET_ACCOUNT) instanceof AccountInfo known ? known : null;
            if (info != null) {
                component.accounts().learn(info, this);
            }
        } catch (VoiceCallException e) {
            info = null;
            LOG.info("What the key of {} may do isn't known: {}", id, e.getMessage());
        }
        return info;
    }
}
