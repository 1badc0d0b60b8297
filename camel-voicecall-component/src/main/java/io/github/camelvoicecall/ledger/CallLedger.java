package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.VoiceCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Remembers every call that was meant to be placed or was learnt about, every webhook event, and who has had which result. The promises of the component live here: intent
 * before network, one ring per key, no result lost.
 *
 * <p>Every method is atomic, and durable when {@link #durable()} says so before it returns; several processes may share a durable ledger. Implementations are thread safe. All
 * methods throw {@link LedgerException} when the store fails; nothing is half done then. Leases and deadlines run on {@link #now()}, the ledger's own time, so that the clocks
 * of replicas don't matter.
 */
public interface CallLedger extends BatchLedger, LeadLedger, AutoCloseable {
    /** The longest {@link Intent#fence()}: marks of numbers that were called are kept no longer. */
    Duration LONGEST_FENCE = Duration.ofDays(30);

    /** @return true when what was written outlives the process and is shared with replicas */
    boolean durable();

    /** @return the ledger's time; the database's for a shared ledger */
    Instant now();

    /** Prepares the store and checks that it can keep its promises; called before use, any number of times. */
    void start();

    /** Releases what this ledger itself opened; a {@code DataSource} given by the user stays open. */
    @Override
    void close();

    // Intents

    /**
     * Writes the intent of a call before its first byte is sent. One row per (scope, key). A row that is {@link CallState#NOT_PLACED} is opened again, with the new request and under a
     * new reference: whoever still holds the former one can't settle it any more. An
     * {@link CallState#INTENDED} row whose hold has ended becomes {@link CallState#UNKNOWN}. Of several who open intents with a {@link Intent#fence()} for one number at the same
     * moment one is free.
     *
     * @param intent the call
     * @return what the key stands for; only after {@link Opening.Found#FREE} may the caller send
     */
    Opening open(Intent intent);

    /**
     * Asks what a key stands for, without writing an intent.
     *
     * @param intent the call
     * @return what {@link #open} would find; empty when the caller would be free to send
     */
    Optional<Opening> ask(Intent intent);

    /**
     * Settles an intent: the provider took the call on. Never takes back what was learnt in the meantime; merges with a row that a webhook or list made under the same call id.
     *
     * @param ref the row
     * @param call the provider's answer, with its id
     * @return the row now; {@link CallState#UNKNOWN} when the id is already bound to another key
     * @throws LedgerException also when the key was opened again under another reference
     */
    CallRow accepted(String ref, VoiceCall call);

    /**
     * Settles an intent: provably no phone rang. No effect on a row that has a call id.
     *
     * @param ref the row
     * @param reason why
     */
    void notPlaced(String ref, String reason);

    /**
     * Settles an intent: the answer was lost. No effect on a row that has a call id by now (a webhook may have been faster than the lost answer).
     *
     * @param ref the row
     * @param reason why
     * @return the row now
     */
    CallRow unknown(String ref, String reason);

    /**
     * A person or look-up settles an unknown call.
     *
     * @param scope the key's scope
     * @param key the key
     * @param callId the provider's id when it was placed; null when it provably was not
     * @return the row now, and whether it had been settled so before; empty when there is no such key
     * @throws IllegalStateException if the call isn't unknown (placed under another id, or already settled otherwise), or the id is another key's
     */
    Optional<Resolved> resolve(String scope, String key, String callId);

    // Learning

    /**
     * Takes in what the provider said of a call. Finds the row by call id, else by reference (binding the id); else, when a subscription wants calls placed elsewhere, makes
     * one. A terminal status never changes, but for provisional ends and {@link CallState#OVERDUE} rows, whose real end is handed out as superseding. Analysis that comes after
     * a result was handed out without it supersedes as well.
     *
     * @param account whose call
     * @param sighting what was said
     * @return the row and whether something is due
     */
    Learnt learn(AccountId account, Sighting sighting);

    /**
     * Finds a call by the provider's id.
     *
     * @param account whose call
     * @param callId the provider's id
     * @return the row
     */
    Optional<CallRow> find(AccountId account, String callId);

    /**
     * Finds a call by our own reference.
     *
     * @param ref the reference
     * @return the row
     */
    Optional<CallRow> findByReference(String ref);

    /**
     * From when on calls placed elsewhere are wanted: the first start of the oldest subscription that wants them.
     *
     * @param account whose calls
     * @return the time, or empty when nobody wants them
     */
    Optional<Instant> elsewhereSince(AccountId account);

    /**
     * Notes calls of a list that tells no times, as they stand at its first sight: what is over by then is known and handed out to nobody; what isn't is handed out when its end is
     * learnt. No effect on calls that are known already.
     *
     * @param account whose calls
     * @param calls the calls; only id and status are kept
     */
    void noteFirstSight(AccountId account, Collection<VoiceCall> calls);

    /**
     * Ends the first sight of an account's list: every call that isn't known is new from now on.
     *
     * @param account whose list
     */
    void endFirstSight(AccountId account);

    /**
     * Tells whether the first sight of an account's list is over.
     *
     * @param account whose list
     * @return true after {@link #endFirstSight}
     */
    boolean seenOnce(AccountId account);

    /**
     * Tells whether intents are being sent right now, so that an event for an unknown id may belong to one of them.
     *
     * @param account whose calls
     * @return true while there are {@link CallState#INTENDED} rows within their hold
     */
    boolean sending(AccountId account);

    // Looking

    /**
     * Claims open calls whose next look is due (ACCEPTED, UNKNOWN, ENDED that wait for results, OVERDUE), oldest due first, by moving their next look ahead by the claim.
     * INTENDED rows whose hold has ended become UNKNOWN first and are due at once.
     *
     * @param account whose calls
     * @param max how many at most
     * @param claim how long other replicas leave them alone
     * @return the rows
     */
    List<CallRow> due(AccountId account, int max, Duration claim);

    /**
     * Says when the provider is to be asked next about a call.
     *
     * @param ref the row
     * @param next the time; null for never
     */
    void lookAgain(String ref, Instant next);

    /**
     * The time of the next look that is due.
     *
     * @param account whose calls
     * @return the time, or empty when there is nothing to ask about
     */
    Optional<Instant> nextLook(AccountId account);

    /**
     * Makes open calls {@link CallState#OVERDUE} (and so due for hand-out) whose deadline has passed. The deadline of a scheduled call runs from the time it is scheduled
     * for, or from when the provider said last that it is still scheduled; that of one that somebody else scheduled from when it is dialled.
     *
     * @param account whose calls
     * @param deadline how long after {@link CallRow#openSince()} a call may stay open
     * @return how many
     */
    int sweep(AccountId account, Duration deadline);

    /**
     * Calls that may have been placed and aren't settled, oldest first: UNKNOWN ones and OVERDUE ones without an id.
     *
     * @param account whose calls
     * @param max how many at most
     * @return the rows
     */
    List<CallRow> unresolved(AccountId account, int max);

    // Hand-out

    /**
     * Registers a subscription, or renews its settings. At its first start it gets the calls placed through this ledger that ended and were handed out to nobody; from then on
     * every call, or every processed event. Called again every few seconds by whoever has it, in which time another filter doesn't get it.
     *
     * @param subscription who
     * @return false while consumers with another filter have it: each would take what the other wants
     */
    boolean subscribe(Subscription subscription);

    /**
     * Says that a consumer stops, so that one with another filter need not wait until it is missed.
     *
     * @param subscription whose
     */
    void leave(Subscription subscription);

    /**
     * Claims what is due for a subscription, oldest first.
     *
     * @param subscription who
     * @param max how many at most
     * @param lease how long the claim holds unless renewed
     * @return the claims
     */
    List<Delivery> claim(Subscription subscription, int max, Duration lease);

    /**
     * Prolongs claims.
     *
     * @param deliveries the claims
     * @param lease how long from now
     */
    void renew(Collection<Delivery> deliveries, Duration lease);

    /**
     * Marks a claim as handed out.
     *
     * @param delivery the claim
     * @return false when the lease was lost to another holder in the meantime
     */
    boolean done(Delivery delivery);

    /**
     * Gives a claim back after the route failed.
     *
     * @param delivery the claim
     * @param retryIn when to hand it out again; null to park it
     * @param reason why it failed
     */
    void failed(Delivery delivery, Duration retryIn, String reason);

    /**
     * Gives claims back that were not begun; they don't count as an attempt.
     *
     * @param deliveries the claims
     */
    void release(Collection<Delivery> deliveries);

    /**
     * Makes parked deliveries due again, as if they had never been tried. Parked events whose body was blanked meanwhile can't be handed out any more and count as parked no longer.
     *
     * @param subscription who
     * @return how many will be handed out
     */
    int releaseParked(Subscription subscription);

    /**
     * When the next delivery of a subscription is due (a lease of somebody else that ends included).
     *
     * @param subscription who
     * @return the time, or empty when nothing waits
     */
    Optional<Instant> nextDelivery(Subscription subscription);

    // Inbox

    /**
     * Stores a verified webhook event before it is acknowledged.
     *
     * @param event the event, without id
     * @return whether it is new
     */
    Receipt receive(InboxEvent event);

    /**
     * Claims stored events that were not processed yet, oldest first.
     *
     * @param account whose webhook
     * @param max how many at most
     * @param lease how long the claim holds
     * @return the events
     */
    List<InboxEvent> claimEvents(AccountId account, int max, Duration lease);

    /**
     * Marks an event as processed and due for the event subscriptions of its account.
     *
     * @param eventId the event
     * @return true when a subscription wants it
     */
    boolean processed(String eventId);

    /**
     * Puts an event back, to be processed later.
     *
     * @param eventId the event
     * @param retryIn when
     */
    void postpone(String eventId, Duration retryIn);

    /**
     * Marks an event as processed and due for nobody: what it said turned out to be worth nothing.
     *
     * @param eventId the event
     */
    void discard(String eventId);

    // Limits

    /**
     * Reserves requests at a provider for this process, so that all who share the ledger together never send more than the limit in any window. The reservation is to be used
     * within the block time or forfeited.
     *
     * @param limiter names what the limit counts by: an account or an address
     * @param limit requests in any window
     * @param window length of the window
     * @param wanted requests wanted
     * @param block how long the reservation may be used
     * @return how many were granted, 0 to wanted; 0 also says nothing is free now
     */
    int reserve(String limiter, int limit, Duration window, int wanted, Duration block);

    // Care

    /**
     * Counts for health checks.
     *
     * @param account whose calls
     * @return the figures
     */
    LedgerCounts counts(AccountId account);

    /**
     * Blanks people's data (request, transcript, variables, raw JSON, event bodies) that nobody waits for: of what was handed out everywhere once it is older than the given age,
     * of anything else once it is older than that and 30 days. What is still to be handed out is kept however old. Keys stay, so that pruning never lets a call be placed
     * again.
     *
     * @param age how long data is kept
     * @param max how many rows at most; a few at a time are locked
     * @return how many rows were blanked; fewer than {@code max} when there are no more
     */
    int blank(Duration age, int max);

    /**
     * Like {@link #blank(Duration, int)}, until there are no more.
     *
     * @param age how long data is kept
     * @return how many rows were blanked
     */
    default int blank(Duration age) {
        return blank(age, Integer.MAX_VALUE);
    }

    /**
     * Blanks everything kept of a number, whatever its state; keys and states stay.
     *
     * @param e164 the number
     * @return how many rows were blanked
     */
    int forget(String e164);
}
