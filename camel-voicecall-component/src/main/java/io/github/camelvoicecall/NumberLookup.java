package io.github.camelvoicecall;

import static java.util.stream.Collectors.groupingBy;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.PageIterator;
import io.github.camelvoicecall.client.RateLimiter.Use;
import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.model.Masked;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.provider.Asked;
import io.github.camelvoicecall.provider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for calls whose answer was lost in the list of a provider that gives nothing of ours back: by number, agent and time. A call is bound only when the list was seen whole, one
 * call in it fits, and no other call of ours can be meant; a wrong match is worse than none, which is held. Used once, by one thread.
 */
final class NumberLookup {
    private static final Logger LOG = LoggerFactory.getLogger(NumberLookup.class);
    /** How far the provider's clock may be from ours, whole seconds included. */
    private static final Duration SKEW = Duration.ofSeconds(10);
    /** How long after the intent the provider may have taken the call on. */
    private static final Duration LATEST = Duration.ofMinutes(2);
    /** By then a request that was under way at the same time has its answer, or is itself unknown. */
    private static final Duration SETTLED = Duration.ofMinutes(10);

    private static final int MOST = 1000;

    private final Account account;
    private final ApiClient client;

    NumberLookup(Account account, ApiClient client) {
        this.account = account;
        this.client = client;
    }

    /** Binds those that are found beyond doubt; a list that can't be read fails as its iterator does. */
    void run(Collection<CallRow> rows) {
        Map<Optional<String>, List<CallRow>> byAgent = rows.stream()
                .filter(NumberLookup::wanted)
                .collect(groupingBy(row -> Optional.ofNullable(agentFilter(row))));
        byAgent.forEach((agent, lost) -> {
            List<VoiceCall> listed = listed(agent, from(lost));
            lost.forEach(row -> match(row, listed));
        });
    }

    private static boolean wanted(CallRow row) {
        return row.own()
                && row.callId() == null
                && row.request() != null
                && row.request().to() != null;
    }

    private String agentFilter(CallRow row) {
        boolean filters = account.spec().binding(Operation.LIST_CALLS).orElseThrow().fields().stream()
                .anyMatch(field -> field.name().equals("agentId"));
        return filters ? row.request().agentId() : null;
    }

    private static Instant from(List<CallRow> rows) {
        return rows.stream()
                .map(CallRow::createdAt)
                .min(Instant::compareTo)
                .orElseThrow()
                .minus(SKEW);
    }

    /** Everything since then; empty when more may be out of reach. */
    private List<VoiceCall> listed(Optional<String> agent, Instant since) {
        Asked asked = agent.map(id -> Asked.of(Map.of("agentId", id))).orElse(Asked.NOTHING);
        PageIterator<Reading> calls = client.calls(Operation.LIST_CALLS, asked, Integer.MAX_VALUE, Use.LOOK);
        List<VoiceCall> listed = new ArrayList<>();
        Instant before = Instant.MAX;
        while (calls.hasNext() && listed.size() < MOST) {
            VoiceCall call = calls.next().call();
            Instant time = time(call);
            // in which order calls come is seen only as long as each tells its time
            before = time == null || time.isAfter(before) ? Instant.MIN : time;
            if (time != null && before.equals(time) && time.isBefore(since)) {
                return listed;
            }
            listed.add(call);
        }
        boolean whole = !calls.hasNext() && !calls.cut();
        return whole ? listed : List.of();
    }

    private static Instant time(VoiceCall call) {
        return call.createdAt() != null ? call.createdAt() : call.startedAt();
    }

    private void match(CallRow row, List<VoiceCall> listed) {
        List<VoiceCall> fitting =
                listed.stream().filter(call -> fits(row, call)).toList();
        boolean one = fitting.size() == 1 && time(fitting.get(0)) != null;
        if (!one || othersMayBeMeant(row, fitting.get(0))) {
            return;
        }
        LOG.warn(
                "Call {} of {} is taken for the one to {} whose answer was lost: its number, agent and time fit, and no other's do",
                fitting.get(0).id(),
                account.id(),
                Masked.number(row.request().to()));
        account.watcher().match(row, fitting.get(0));
    }

    /** One without a time can't be told from the right one. */
    private boolean fits(CallRow row, VoiceCall call) {
        return sameNumber(row, call)
                && (call.agentId() == null
                        || row.request().agentId() == null
                        || call.agentId().equals(row.request().agentId()))
                && (time(call) == null || inTime(row, time(call)))
                && account.ledger()
                        .find(account.id(), call.id())
                        .filter(CallRow::own)
                        .isEmpty();
    }

    private static boolean sameNumber(CallRow row, VoiceCall call) {
        return call.to() != null
                && digits(call.to()).equals(digits(row.request().to()));
    }

    private static String digits(String number) {
        return number.replaceAll("\\D", "");
    }

    private static boolean inTime(CallRow row, Instant time) {
        return !time.isBefore(row.createdAt().minus(SKEW))
                && !time.isAfter(row.createdAt().plus(LATEST));
    }

    /** Asked after the list was read: a call that it shows has by now its id in the ledger, is still being sent, or is lost as well. */
    private boolean othersMayBeMeant(CallRow row, VoiceCall found) {
        CallLedger ledger = account.ledger();
        if (ledger.sending(account.id())
                && ledger.now().isBefore(row.createdAt().plus(SETTLED))) {
            return true;
        }
        List<CallRow> unresolved = ledger.unresolved(account.id(), MOST);
        return unresolved.size() == MOST
                || unresolved.stream()
                        .filter(other -> !other.ref().equals(row.ref()) && wanted(other))
                        .anyMatch(other -> sameNumber(other, found) && inTime(other, time(found)));
    }
}
