package io.github.camelvoicecall.faults.replicas;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What the CRM asks for: a call. Its messages come to two replicas each, as from a queue that delivers at least once.
 *
 * @param index counted from 0
 */
record CallMessage(int index) {
    static List<CallMessage> all(Plan plan) {
        return IntStream.range(0, plan.calls()).mapToObj(CallMessage::new).toList();
    }

    String key() {
        return "lead-" + index;
    }

    String provider() {
        return index % 2 == 0 ? "vyora" : "voxbridge";
    }

    String number() {
        // the last two digits choose what becomes of it: somebody answers
        return String.format(Locale.ROOT, "+1415%05d%02d", 20_000 + index / 80, index % 80);
    }

    boolean comesTo(int replica, Plan plan) {
        int first = index % plan.replicas();
        int second = (first + 1 + index / plan.replicas() % (plan.replicas() - 1)) % plan.replicas();
        return replica == first || replica == second;
    }
}
