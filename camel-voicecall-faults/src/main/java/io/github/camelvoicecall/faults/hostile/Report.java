package io.github.camelvoicecall.faults.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came of an attack.
 *
 * @param seed what the requests were made of
 * @param tried requests
 * @param kinds tried, by what they were, with the statuses they met
 * @param through what nobody sent and a route saw all the same, or the inbox kept as believed
 * @param accepted forgeries that were answered 2xx though they had to be refused
 * @param faults 5xx that a forgery met
 * @param statuses how often each status was answered; 0 for none
 * @param good good webhooks that were answered 200
 * @param missing good webhooks that no route saw
 * @param failures good webhooks that were not answered 200
 * @param before times of good ones before the attack
 * @param during and while it went on
 * @param heap megabytes after a collection, before and after
 * @param threads before, most while it went on, and after
 * @param slow connections that sent a byte a second all the time
 * @param unread rows that forgeries with the right token left, unbelieved, to be read again
 * @param lines log lines that were read, by level
 * @param leaks lines that show a secret, a token or a number
 */
record Report(
        long seed,
        int tried,
        Map<String, Map<Integer, Integer>> kinds,
        List<String> through,
        List<String> accepted,
        List<String> faults,
        Map<Integer, Integer> statuses,
        int good,
        List<String> missing,
        List<String> failures,
        GoodSender.Times before,
        GoodSender.Times during,
        List<Long> heap,
        List<Integer> threads,
        int slow,
        int unread,
        Map<String, Long> lines,
        Map<String, String> leaks) {

    /** What broke a promise; empty when all were kept. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        through.forEach(what -> broken.add("let through: " + what));
        accepted.forEach(what -> broken.add("answered as if taken in: " + what));
        faults.forEach(what -> broken.add("answered 5xx: " + what));
        missing.forEach(what -> broken.add("good, but never routed: " + what));
        failures.forEach(what -> broken.add("good, but not answered 200: " + what));
        leaks.forEach((logger, line) -> broken.add("logged by " + logger + ": " + line));
        return broken;
    }

    void print() {
        System.out.printf("%n%-58s %s%n", "kind", "statuses (0: closed without an answer)");
        kinds.forEach((kind, met) -> System.out.printf("%-58s %s%n", kind, met));
        System.out.printf("%nseed %d, tried %d, let through %d%n", seed, tried, through.size());
        System.out.printf(
                "statuses %s; 5xx %d; 2xx that had to be refused %d%n", statuses, faults.size(), accepted.size());
        System.out.printf(
                "good webhooks %d, not routed %d, not answered 200 %d%n", good, missing.size(), failures.size());
        System.out.printf(
                "p99 of good ones before %.1f ms, during %.1f ms (%.2f times); p50 %.1f and %.1f ms; max %.1f and %.1f ms%n",
                before.p99() / 1e3,
                during.p99() / 1e3,
                (double) during.p99() / Math.max(1, before.p99()),
                before.p50() / 1e3,
                during.p50() / 1e3,
                before.max() / 1e3,
                during.max() / 1e3);
        System.out.printf("heap after collection %s MB, threads %s (before, most, after)%n", heap, threads);
        System.out.printf("slow senders held open %d; unbelieved rows left to be read again %d%n", slow, unread);
        System.out.printf("log lines read %s, with a token, secret or number %d%n", lines, leaks.size());
        broken().stream().limit(40).forEach(line -> System.out.println("BROKEN " + line));
    }
}
