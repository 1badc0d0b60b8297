package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.PageIterator;
import io.github.camelvoicecall.client.RateLimiter.Use;
import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.CallState;
import io.github.camelvoicecall.ledger.Learnt;
import io.github.camelvoicecall.ledger.LedgerException;
import io.github.camelvoicecall.ledger.Sighting;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Asked;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.RequestField;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the provider about calls whose end isn't known: by list where there is one (a request a page, not a call), else by single reads, spaced by how long calls usually take and
 * by what the limit leaves. One per account, shared by its consumers; one look at a time. Thread safe.
 */
final class CallWatcher {
    private static final Logger LOG = LoggerFactory.getLogger(CallWatcher.class);
    private static final int MOST_ROWS = 500;
    private static final int LIST_PAGE = 100;
    private static final Duration CLAIM = Duration.ofMinutes(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration SKEW = Duration.ofMinutes(2);

    private final Account account;
    private final AtomicBoolean lookingSoon = new AtomicBoolean();
    private volatile Duration redialTimeout = Duration.ofMinutes(15);

    CallWatcher(Account account) {
        this.account = account;
    }

    void redialTimeout(Duration timeout) {
        redialTimeout = timeout;
    }

    /**
     * Asks about everything that is due.
     *
     * @param client asks
     * @param every how often this is called, the shortest pause between two looks at a call
     */
    synchronized void look(ApiClient client, Duration every) throws VoiceCallException, InterruptedException {
        lookingSoon.set(false);
        CallLedger ledger = account.ledger();
        boolean lists = account.spec().binding(Operation.LIST_CALLS).isPresent();
        int most = Math.min(MOST_ROWS, lists ? MOST_ROWS : client.room());
        List<CallRow> rows = most == 0 ? List.of() : ledger.due(account.id(), most, CLAIM);
        Optional<Instant> elsewhere = lists ? ledger.elsewhereSince(account.id()) : Optional.empty();
        if (rows.isEmpty() && elsewhere.isEmpty()) {
            return;
        }
        Map<String, CallRow> left = new LinkedHashMap<>();
        rows.forEach(row -> left.put(row.ref(), row));
        try {
            VoiceCallException failed = lists ? list(client, left, elsewhere) : null;
            for (CallRow row : List.copyOf(left.values())) {
                if (failed != null && (row.callId() == null || client.room() == 0)) {
                    continue; // one by one needs many more requests than the list would have
                }
                left.remove(row.ref());
                single(client, row, every);
            }
            if (failed != null) {
                throw failed;
            }
        } finally {
            // what was claimed and not asked about is due again at the next look
            left.values().forEach(row -> ledger.lookAgain(row.ref(), ledger.now()));
        }
    }

    /** Takes out of the rows what the list shows; a list that fails leaves them to be read one by one. */
    private VoiceCallException list(ApiClient client, Map<String, CallRow> left, Optional<Instant> elsewhere)
            throws InterruptedException {
        try {
            if (account.spec().listsNumbersOnly()) {
                new NumberLookup(account, client).run(left.values());
            }
            boolean timeless =
                    account.spec().binding(Operation.LIST_CALLS).orElseThrow().isTimeless();
            if (timeless && elsewhere.isPresent() && !account.ledger().seenOnce(account.id())) {
                FirstSight.run(account, calls(client));
            }
            new ListScan(account, this, calls(client), left, elsewhere, new CampaignFinder(account.spec(), client))
                    .run();
            return null;
        } catch (RuntimeCamelException e) {
            return failureIn(e);
        }
    }

    private PageIterator<Reading> calls(ApiClient client) {
        int page = account.spec()
                .binding(Operation.LIST_CALLS)
                .orElseThrow()
                .paging()
                .defaultSize();
        return client.calls(Operation.LIST_CALLS, Asked.NOTHING, Math.max(LIST_PAGE, page), Use.LOOK);
    }

    /** A list's pages are read inside an iterator, which can't throw. */
    static VoiceCallException failureIn(RuntimeCamelException e) {
        if (e.getCause() instanceof VoiceCallException failure) {
            return failure;
        }
        throw e;
    }

    private void single(ApiClient client, CallRow row, Duration every) throws VoiceCallException, InterruptedException {
        Instant now = account.ledger().now();
        Instant worthwhile = worthwhile(row, every);
        boolean tooEarly = now.isBefore(worthwhile);
        boolean readable = row.callId() != null
                && account.spec().binding(Operation.GET_CALL).isPresent();
        if (tooEarly || !readable) {
            account.ledger().lookAgain(row.ref(), tooEarly ? worthwhile : now.plus(pause(row, now, every)));
            return;
        }
        try {
            CallRow known = learn(client.getCall(row.callId(), Use.LOOK)).row();
            boolean finished = known == null || known.state() == CallState.READY;
            account.ledger().lookAgain(row.ref(), finished ? null : now.plus(pause(row, now, every)));
        } catch (InvalidRequestException unknownThere) {
            LOG.warn("{} doesn't know call {} (any more): {}", account.id(), row.callId(), unknownThere.getMessage());
            account.ledger().lookAgain(row.ref(), now.plus(LONGEST_PAUSE));
        } catch (VoiceCallException | RuntimeException e) {
            // behind the others: a call that can't be read must not keep them from being asked about
            account.ledger().lookAgain(row.ref(), now.plus(pause(row, now, every)));
            throw e;
        }
    }

    /** When a read is likely to show something new. Where webhooks tell as well, reads are for what they leave out. */
    private Instant worthwhile(CallRow row, Duration every) {
        int patience = account.hasWebhooks() ? 2 : 1;
        boolean first = row.looks() <= 1;
        if (row.state() == CallState.ACCEPTED && first) {
            return row.openSince()
                    .plus(account.talkTimes().nextLook(Duration.ZERO, every).multipliedBy(patience));
        }
        boolean waitsForResults = row.state() == CallState.ENDED && row.endedAt() != null;
        return waitsForResults ? row.endedAt().plus(every.multipliedBy(patience)) : Instant.MIN;
    }

    /** Going by how long calls usually take, and long ones less and less often. */
    private Duration pause(CallRow row, Instant now, Duration every) {
        Duration age = Duration.between(row.openSince(), now);
        Duration longEnough = account.talkTimes()
                .nextLook(age.isNegative() ? Duration.ZERO : age, every)
                .minus(age);
        return longEnough.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longEnough;
    }

    /** Takes a call for the one that a row stands for, though nothing of ours says so. */
    void match(CallRow row, VoiceCall call) {
        learn(new Reading(call, row.ref()), true);
    }

    /** Takes in what the provider said of a call, and wakes who waits for it. */
    Learnt learn(Reading reading) {
        return learn(reading, false);
    }

    private Learnt learn(Reading reading, boolean matched) {
        VoiceCall call = reading.call();
        account.mindWords(call);
        Sighting sighting = new Sighting(call, reading.ref(), provisional(reading), matched);
        Learnt learnt = account.ledger().learn(account.id(), sighting);
        if (learnt.row() != null && call.isTerminal()) {
            account.ended(learnt.row());
        } else if (learnt.row() != null) {
            account.goesOn(learnt.row());
        }
        if (learnt.due()) {
            account.wake();
        }
        return learnt;
    }

    /** With redials on, an end other than COMPLETED counts only once the attempts are spent or no further one comes. */
    private Duration provisional(Reading reading) {
        VoiceCall call = reading.call();
        if (!call.isTerminal() || call.status() == CallStatus.COMPLETED) {
            return null;
        }
        Integer most = call.maxAttempts();
        if (most == null) {
            most = known(reading).map(this::mostAttempts).orElse(mostElsewhere());
        }
        return most > 1 && (call.attempt() == null || call.attempt() < most) ? redialTimeout : null;
    }

    private Optional<CallRow> known(Reading reading) {
        return account.ledger().find(account.id(), reading.call().id()).or(() -> Optional.ofNullable(reading.ref())
                .flatMap(account.ledger()::findByReference));
    }

    private int mostAttempts(CallRow row) {
        Integer asked = row.request() == null ? null : row.request().maxAttempts();
        Integer told = row.call() == null ? null : row.call().maxAttempts();
        return asked != null ? asked : told != null ? told : row.own() ? 1 : mostElsewhere();
    }

    /** Whoever placed a call elsewhere may have left redials on. */
    private int mostElsewhere() {
        boolean redials = account.spec()
                .binding(Operation.TRIGGER_CALL)
                .map(binding -> binding.accepts().contains(RequestField.MAX_ATTEMPTS))
                .orElse(false);
        return redials ? Integer.MAX_VALUE : 1;
    }

    /**
     * What one look into the list says of a call whose answer was lost.
     *
     * @param row its row, bound to the provider's id; null if the list doesn't show it
     * @param conclusive true when the list was read back past the time of the call
     */
    record LookedUp(CallRow row, boolean conclusive) {}

    /** Looks for a call whose answer was lost, once; what can be looked for at all depends on what the provider gives back. */
    LookedUp find(ApiClient client, CallRow row, boolean sentReference) {
        if (account.spec().listsReferences() && sentReference) {
            return lookUp(row, () -> findByReference(client, row));
        }
        return account.spec().listsNumbersOnly()
                ? new LookedUp(
                        lookUp(row, () -> new NumberLookup(account, client).run(List.of(row)))
                                .row(),
                        false)
                : new LookedUp(null, false);
    }

    private void findByReference(ApiClient client, CallRow row) throws InterruptedException {
        Map<String, CallRow> wanted = new HashMap<>(Map.of(row.ref(), row));
        CampaignFinder campaigns = new CampaignFinder(account.spec(), client);
        new ListScan(account, this, calls(client), wanted, Optional.empty(), campaigns).run();
    }

    /** Reads a list. */
    @FunctionalInterface
    private interface Look {
        void run() throws InterruptedException;
    }

    private LookedUp lookUp(CallRow row, Look look) {
        boolean conclusive = false;
        try {
            look.run();
            conclusive = true;
        } catch (InterruptedException e) {
            // the outcome stays unknown, whoever interrupts
            Thread.currentThread().interrupt();
        } catch (RuntimeCamelException e) {
            String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            LOG.info("The list of {} can't be read to look up a lost answer: {}", account.id(), why);
        }
        CallRow bound = account.ledger()
                .findByReference(row.ref())
                .filter(found -> found.callId() != null)
                .orElse(null);
        return new LookedUp(bound, conclusive);
    }

    static boolean longBefore(VoiceCall call, Instant time) {
        return call.createdAt() != null && call.createdAt().isBefore(time.minus(SKEW));
    }

    /** Asks soon, whatever the schedule: an event said less than is needed. */
    void soon(Duration delay) {
        if (lookingSoon.getAndSet(true)) {
            return;
        }
        try {
            account.component()
                    .ticker()
                    .schedule(
                            () -> account.component().workers().execute(this::lookQuietly),
                            delay.toMillis(),
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            lookingSoon.set(false);
            LOG.debug("No look at {}: the context is stopping", account.id());
        }
    }

    private void lookQuietly() {
        ApiClient client = account.anyClient();
        if (client == null) {
            lookingSoon.set(false);
            return;
        }
        try {
            look(client, Duration.ofSeconds(5));
        } catch (VoiceCallException | LedgerException e) {
            LOG.warn("A look at {} failed and is repeated later: {}", account.id(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
