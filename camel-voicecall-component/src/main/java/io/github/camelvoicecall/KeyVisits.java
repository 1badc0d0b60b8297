package io.github.camelvoicecall;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/** The keys that one exchange made at one step, one for each visit. Whoever has the exchange has it alone. */
final class KeyVisits {
    private static final int MOST_VISITS = 10_000;

    private final String exchangeId;
    private final List<MadeKey> keys = new ArrayList<>(1);
    private int visit;

    KeyVisits(String exchangeId) {
        this.exchangeId = exchangeId;
    }

    /** @return false for a copy, which has the properties of the exchange that it was made of */
    boolean of(Exchange exchange) {
        return exchangeId.equals(exchange.getExchangeId());
    }

    /** @return the key of this visit; null as long as there is none */
    MadeKey known() {
        return visit < keys.size() ? keys.get(visit) : null;
    }

    void set(MadeKey key) {
        if (visit < keys.size()) {
            keys.set(visit, key);
        } else {
            keys.add(key);
        }
    }

    /** The visit after the one whose call the message shows; if a redelivered message shows none of them, it begins anew. */
    void next(boolean redelivered, Object callId) {
        visit = redelivered ? visitOf(callId) + 1 : visit + 1;
        if (visit == MOST_VISITS) {
            keys.clear();
            visit = 0;
        }
        MadeKey there = known();
        if (there != null) {
            keys.set(visit, there.at(null));
        }
    }

    private int visitOf(Object callId) {
        int last = keys.size() - 1;
        while (last >= 0 && !keys.get(last).cameTo(callId)) {
            last--;
        }
        return last;
    }
}
