package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.Reading;
import io.github.camelvoicecall.ledger.CallRow;
import io.github.camelvoicecall.ledger.Learnt;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the provider about calls whose end isn't known, when a question is likely to be worth its request, as long as a consumer or a waiting exchange wants to know. One per
 * account, one look at a time. Thread safe.
 */
final class CallWatcher {
    /** How often it looks whether something is due, at most. */
    static final Duration GAP = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(CallWatcher.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 10;

    private final Account account;
    private final CampaignCalls campaigns;
    private final Alarm alarm;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Instant notBefore = Instant.MIN;
    private int failures;
    private String brokenOffAt;

    CallWatcher(Account account) {
        this.account = account;
        this.campaigns = new CampaignCalls(account);
        this.alarm = new Alarm(account.component(), this::lookQuietly);
    }

    /**
     * Somebody who wants to know how calls end.
     *
     * @param client asks the provider; null when it can't
     * @param every how long it may take until the provider is asked again
     */
    record Asker(ApiClient client, Duration every) {}

    void redialTimeout(Duration timeout) {
        account.news().redialTimeout(timeout);
    }

    /**
     * Asks about everything that is due, and sees to it that the next look comes in time.
     *
     * @param client asks
     * @param every how often this is called at least
     */
    void look(ApiClient client, Duration every) throws VoiceCallException, InterruptedException {
        looking.lockInterruptibly();
        try {
            Duration pause = new Look(account, this, client, every).run();
            campaigns.look(client, every);
            notBefore = account.ledger().now().plus(pause.compareTo(GAP) < 0 ? GAP : pause);
            failures = 0;
        } catch (VoiceCallException | RuntimeException e) {
            notBefore = account.ledger().now().plus(retry(every));
            throw e;
        } finally {
            looking.unlock();
        }
        account.asker().ifPresent(asker -> arm());
    }

    private Duration retry(Duration every) {
        Duration grown = FIRST_RETRY.multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS));
        return grown.compareTo(every) < 0 ? grown : every;
    }

    /** The call that the last pass over the list took in before it broke off; null if it didn't. Asked and told while looking. */
    String brokenOffAt() {
        return brokenOffAt;
    }

    void brokeOffAt(String callId) {
        brokenOffAt = callId;
    }

    /** When the next look is worth while; empty when there is nothing to ask about. */
    Optional<Instant> next() {
        Instant earliest = notBefore;
        return account.ledger().nextLook(account.id()).map(due -> due.isBefore(earliest) ? earliest : due);
    }

    private void arm() {
        next().ifPresent(next -> alarm.in(Duration.between(account.ledger().now(), next)));
    }

    /** A call was placed here: its first look may be due before the one that is awaited. */
    void placed() {
        account.asker().ifPresent(asker -> alarm.in(GAP));
    }

    /** Asks soon, whatever the schedule: an event said less than is needed. */
    void soon(Duration delay) {
        alarm.in(delay);
    }

    private void lookQuietly() {
        Asker asker = account.asker().orElse(null);
        ApiClient client = asker == null ? account.anyClient() : asker.client();
        if (client == null) {
            return;
        }
        try {
            look(client, asker == null ? VoiceCallEndpoint.ASK_EVERY : asker.every());
        } catch (VoiceCallException | RuntimeException e) {
            LOG.warn("A look at {} failed and is repeated later: {}", account.id(), e.getMessage());
            alarm.in(Duration.between(account.ledger().now(), notBefore));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes a call for the one that a row stands for, though nothing of ours says so. */
    void match(CallRow row, VoiceCall call) {
        account.news().match(row, call);
    }

    /** Takes in what the provider said of a call, and wakes who waits for it. */
    Learnt learn(Reading reading) {
        return account.news().learn(reading);
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
        return new LostAnswer(account, this, client).find(row, sentReference);
    }

    /** A list's pages are read inside an iterator, which can't throw. */
    static VoiceCallException failureIn(RuntimeCamelException e) {
        if (e.getCause() instanceof VoiceCallException failure) {
            return failure;
        }
        throw e;
    }
}
