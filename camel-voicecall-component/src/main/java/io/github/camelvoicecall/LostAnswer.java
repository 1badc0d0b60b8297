package io.github.camelvoicecall;

import io.github.camelvoicecall.CallWatcher.LookedUp;
import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.ledger.CallRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into the provider's list for a call whose answer was lost, once. */
final class LostAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(LostAnswer.class);

    private final Account account;
    private final CallWatcher watcher;
    private final ApiClient client;

    LostAnswer(Account account, CallWatcher watcher, ApiClient client) {
        this.account = account;
        this.watcher = watcher;
        this.client = client;
    }

    LookedUp find(CallRow row, boolean sentReference) {
        if (account.spec().listsReferences() && sentReference) {
            return lookUp(row, () -> findByReference(row));
        }
        return account.spec().listsNumbersOnly()
                ? new LookedUp(
                        lookUp(row, () -> new NumberLookup(account, client).run(List.of(row)))
                                .row(),
                        false)
                : new LookedUp(null, false);
    }

    private void findByReference(CallRow row) throws InterruptedException {
        Map<String, CallRow> wanted = new HashMap<>(Map.of(row.ref(), row));
        CampaignFinder campaigns = new CampaignFinder(account.spec(), client);
        Pace pace = Pace.of(account, VoiceCallEndpoint.ASK_EVERY);
        new ListScan(account, watcher, Look.calls(account, client), wanted, Optional.empty(), campaigns, pace).run();
    }

    /** Reads a list. */
    @FunctionalInterface
    private interface Reader {
        void run() throws InterruptedException;
    }

    private LookedUp lookUp(CallRow row, Reader list) {
        boolean conclusive = false;
        try {
            list.run();
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
}
