package io.github.camelvoicecall;

import io.github.camelvoicecall.client.PageIterator;
import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.model.VoiceCall;
import java.util.ArrayList;
import java.util.List;

/**
 * The first sight of a list whose calls tell no times: what is over by then was over before anybody subscribed. Read to its end, page by page; one that was cut short begins
 * anew.
 */
final class FirstSight {
    private FirstSight() {}

    static void run(Account account, PageIterator<Reading> calls) throws InterruptedException {
        List<VoiceCall> page = new ArrayList<>();
        while (calls.hasNext()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            page.add(calls.next().call());
            if (calls.pageEnded()) {
                account.ledger().noteFirstSight(account.id(), page);
                page.clear();
            }
        }
        account.ledger().noteFirstSight(account.id(), page);
        account.ledger().endFirstSight(account.id());
    }
}
