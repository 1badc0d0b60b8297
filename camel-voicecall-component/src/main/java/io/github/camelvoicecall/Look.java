package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.PageIterator;
import io.github.camelvoicecall.client.RateLimiter.Use;
import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.CallState;
import io.github.camelvoicecall.model.InvalidRequestException;
import io.github.camelvoicecall.model.VoiceCallException;
import io.github.camelvoicecall.provider.Asked;
import io.github.camelvoicecall.provider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at everything that is due: by list where there is one (a request a page, not a call), else by single reads, as many as the limit leaves. Used once, by one thread.
 */
final class Look {
    private static final Logger LOG = LoggerFactory.getLogger(Look.class);
    private static final int MOST_ROWS = 500;
    private static final int LIST_PAGE = 100;
    private static final Duration CLAIM = Duration.ofMinutes(2);
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);

    private final Account account;
    private final CallWatcher watcher;
    private final ApiClient client;
    private final Pace pace;
    private final CallLedger ledger;
    private final boolean lists;
    private int pages;

    Look(Account account, CallWatcher watcher, ApiClient client, Duration every) {
        this.account = account;
        this.watcher = watcher;
        this.client = client;
        this.pace = Pace.of(account, every);
        this.ledger = account.ledger();
        this.lists = account.spec().binding(Operation.LIST_CALLS).isPresent();
    }

    /** @return for how long nobody should look again */
    Duration run() throws VoiceCallException, InterruptedException {
        int most = lists ? MOST_ROWS : Math.min(MOST_ROWS, client.room());
        List<CallRow> rows = most == 0 ? List.of() : ledger.due(account.id(), most, CLAIM);
        Optional<Instant> elsewhere = lists ? ledger.elsewhereSince(account.id()) : Optional.empty();
        if (!rows.isEmpty() || elsewhere.isPresent()) {
            ask(rows, elsewhere);
        }
        return pages == 0 ? Duration.ZERO : pace.betweenLists(pages);
    }

    private void ask(List<CallRow> rows, Optional<Instant> elsewhere) throws VoiceCallException, InterruptedException {
        Map<String, CallRow> left = new LinkedHashMap<>();
        rows.forEach(row -> left.put(row.ref(), row));
        try {
            VoiceCallException failed = lists ? list(left, elsewhere) : null;
            for (CallRow row : List.copyOf(left.values())) {
                if (failed != null && (row.callId() == null || client.room() == 0)) {
                    continue; // one by one needs many more requests than the list would have
                }
                left.remove(row.ref());
                single(row);
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
    private VoiceCallException list(Map<String, CallRow> left, Optional<Instant> elsewhere)
            throws InterruptedException {
        try {
            if (account.spec().listsNumbersOnly()) {
                new NumberLookup(account, client).run(left.values());
            }
            boolean timeless =
                    account.spec().binding(Operation.LIST_CALLS).orElseThrow().isTimeless();
            if (timeless && elsewhere.isPresent() && !ledger.seenOnce(account.id())) {
                FirstSight.run(account, calls(account, client));
            }
            CampaignFinder campaigns = new CampaignFinder(account.spec(), client);
            pages = new ListScan(account, watcher, calls(account, client), left, elsewhere, campaigns, pace).run();
            return null;
        } catch (RuntimeCamelException e) {
            return CallWatcher.failureIn(e);
        }
    }

    static PageIterator<Reading> calls(Account account, ApiClient client) {
        int page = account.spec()
                .binding(Operation.LIST_CALLS)
                .orElseThrow()
                .paging()
                .defaultSize();
        return client.calls(Operation.LIST_CALLS, Asked.NOTHING, Math.max(LIST_PAGE, page), Use.LOOK);
    }

    private void single(CallRow row) throws VoiceCallException, InterruptedException {
        Instant now = ledger.now();
        Instant worthwhile = pace.worthwhile(row);
        boolean tooEarly = now.isBefore(worthwhile);
        boolean readable = row.callId() != null
                && account.spec().binding(Operation.GET_CALL).isPresent();
        if (tooEarly || !readable) {
            ledger.lookAgain(row.ref(), tooEarly ? worthwhile : now.plus(pace.unreadable(row, now)));
            return;
        }
        try {
            CallRow known =
                    watcher.learn(client.getCall(row.callId(), Use.LOOK)).row();
            boolean finished = known == null || known.state() == CallState.READY;
            ledger.lookAgain(row.ref(), finished ? null : now.plus(pace.afterRead(known, now)));
        } catch (InvalidRequestException unknownThere) {
            LOG.warn("{} doesn't know call {} (any more): {}", account.id(), row.callId(), unknownThere.getMessage());
            ledger.lookAgain(row.ref(), now.plus(FORGOTTEN));
        } catch (VoiceCallException | RuntimeException e) {
            // behind the others: a call that can't be read must not keep them from being asked about
            ledger.lookAgain(row.ref(), now.plus(pace.afterRead(row, now)));
            throw e;
        }
    }
}
