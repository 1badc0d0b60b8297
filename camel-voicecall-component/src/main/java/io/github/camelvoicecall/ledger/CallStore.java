package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the rows of calls, within one transaction. What is found for a change ({@code byRef}, {@code byKey}, {@code byCallId}) is ours until the transaction ends. */
interface CallStore {
    Optional<Entry> byRef(String ref);

    Optional<Entry> byKey(String scope, String key);

    Optional<Entry> byCallId(AccountId account, String callId);

    /** Reads without waiting for those who change the row. */
    Optional<Entry> find(AccountId account, String callId);

    /** Reads without waiting for those who change the rows; what isn't there is left out. */
    Map<String, Entry> read(Collection<String> refs);

    void insert(Entry entry);

    /** Writes an entry over the row that had this reference; its own may be a new one. */
    void update(String ref, Entry entry);

    /** Writes only state, reason, time and count of looks. */
    void updateLooks(List<Entry> entries);

    void delete(Entry entry);

    /** Those whose {@code lookAt} has come, soonest first, unless somebody else is at them. */
    List<Entry> lookable(AccountId account, Instant now, int max);

    /** Open ones whose deadline began to run before a time, unless somebody else is at them. */
    List<Entry> sweepable(AccountId account, Instant before, int max);

    /** Calls whose outcome isn't known and that have no id, oldest first; intents whose hold has ended are among them. */
    List<Entry> unresolved(AccountId account, Instant now, int max);

    /** When the soonest is to be looked at. */
    Optional<Instant> nextLook(AccountId account);

    /** Tells whether there are intents within their hold. */
    boolean sending(AccountId account, Instant now);

    /** Ours, with something to hand out that has no mark of any subscription. */
    List<Entry> neverDelivered(AccountId account, int max);

    long count(AccountId account, CallState state);

    long countUnresolved(AccountId account, Instant now);

    /** With people's data that nobody waits for, and handed out to everybody and over before a time, or old. */
    List<Entry> blankable(Instant aged, Instant old, int max);

    /** What is left of a key once its person is forgotten; {@code byKey} finds a call by its key then as well, and {@code insert} fails. */
    String tombstone(String scope, String key);

    /** Those in whose data or key the digits occur, and perhaps a few more. */
    List<Entry> mentioning(String digits);
}
