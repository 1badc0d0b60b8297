package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.VoiceCall;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A subscription and its first start.
 *
 * @param id names it in the ledger
 * @param settings as renewed at the last start
 * @param since the first start
 * @param seen when a consumer said last that it is there; null when the last one left
 */
record Subscribed(String id, Subscription settings, Instant since, Instant seen) {
    private static final Duration GONE = Duration.ofSeconds(30);

    // how far a provider's clock may be behind ours; a call that ended in between is handed out rather than lost
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    Subscribed(Subscription settings, Instant since, Instant seen) {
        this(id(settings), settings, since, seen);
    }

    /** @return names the subscription in the ledger, readable for operators */
    static String id(Subscription subscription) {
        return Stream.of(
                        subscription.kind().name(),
                        subscription.account().provider(),
                        subscription.account().name(),
                        subscription.name())
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8))
                .collect(Collectors.joining("/"));
    }

    /** Tells whether consumers are there that leave out other calls than this one does: each would take what the others want. */
    boolean takenFrom(Subscription other, Instant now) {
        boolean sameFilter = Objects.equals(settings.filter(), other.filter());
        return !sameFilter && seen != null && seen.plus(GONE).isAfter(now);
    }

    /** Tells whether the call is for this subscription: ours always, one placed elsewhere unless it was over before the first start. */
    boolean wants(Entry entry) {
        return entry.row().own() || wantsElsewhere(entry.row().call());
    }

    boolean wantsElsewhere(VoiceCall call) {
        if (!settings.elsewhere()) {
            return false;
        }
        Instant lastSign =
                Stream.of(call.endedAt(), call.startedAt(), call.createdAt()).reduce(null, Times::later);
        return !call.isTerminal() || lastSign == null || !lastSign.isBefore(since.minus(CLOCK_TOLERANCE));
    }
}
