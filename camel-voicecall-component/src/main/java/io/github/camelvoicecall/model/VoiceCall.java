package io.github.camelvoicecall.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One call, the same for every provider: what {@code triggerCall} and {@code getCall} answer and what {@code callCompleted} hands out.
 *
 * <p>Immutable. Texts and instants are null where the provider didn't say; maps and lists are never null. Its JSON has the component names below, instants as ISO 8601.
 * {@link #toString()} masks the numbers, also in the key, and shows neither transcript nor links.
 *
 * @param provider name of the provider, as in the URI
 * @param id the provider's id of the call; null while it is not known (an unresolved call)
 * @param status normalized status
 * @param rawStatus the provider's own word for the status
 * @param direction who called
 * @param to number that was called, E.164
 * @param from caller id, E.164
 * @param agentId the provider's id of the AI agent
 * @param agentName name of the AI agent
 * @param contactId the caller's own id of the person, as given to triggerCall
 * @param contactName name of the person called
 * @param campaignId campaign the call belongs to
 * @param idempotencyKey key of the intent behind the call; names an unresolved call
 * @param createdAt when the provider took the call on
 * @param startedAt when the call started
 * @param endedAt when the call ended
 * @param durationSeconds length of the call in seconds
 * @param answeredBy who or what answered
 * @param endReason normalized reason of the end
 * @param rawEndReason the provider's own words for the end (disposition, hang-up cause)
 * @param analysisReady true once transcript and analysis are published
 * @param summary summary of the conversation
 * @param classification the provider's classification of the conversation, free text
 * @param sentiment sentiment of the conversation, free text
 * @param extracted structured answers extracted from the conversation; empty if none
 * @param transcript the conversation in turns; empty if none
 * @param transcriptUrl where the transcript can be read
 * @param recordingUrl where the recording can be heard
 * @param urlsExpireAt when the links above end; null if the provider doesn't say
 * @param variables variables given to the agent's prompt
 * @param metadata the caller's own data, put back from the ledger or the provider's echo
 * @param attempt dial attempts made so far, as counted by the provider
 * @param maxAttempts dial attempts the provider may make
 * @param cost price of the call in the provider's unit, never converted
 * @param error the provider's error text
 * @param unresolved why the outcome isn't known; null when it is
 * @param verified true when the data came over our own request or a verified signature; false as well when nobody can be sure that the call is the one that was placed, since it
 *     was found by its number and time
 * @param raw the provider's JSON as it came
 */
public record VoiceCall(
        String provider,
        String id,
        CallStatus status,
        String rawStatus,
        Direction direction,
        String to,
        String from,
        String agentId,
        String agentName,
        String contactId,
        String contactName,
        String campaignId,
        String idempotencyKey,
        @JsonSerialize(using = ToStringSerializer.class) Instant createdAt,
        @JsonSerialize(using = ToStringSerializer.class) Instant startedAt,
        @JsonSerialize(using = ToStringSerializer.class) Instant endedAt,
        BigDecimal durationSeconds,
        AnsweredBy answeredBy,
        EndReason endReason,
        String rawEndReason,
        boolean analysisReady,
        String summary,
        String classification,
        String sentiment,
        Map<String, Object> extracted,
        List<TranscriptTurn> transcript,
        String transcriptUrl,
        String recordingUrl,
        @JsonSerialize(using = ToStringSerializer.class) Instant urlsExpireAt,
        Map<String, Object> variables,
        Map<String, Object> metadata,
        Integer attempt,
        Integer maxAttempts,
        Cost cost,
        String error,
        String unresolved,
        boolean verified,
        Map<String, Object> raw)
        implements Identified {

    /** Fills the gaps with neutral values, so that no list, map or enum is ever null. */
    public VoiceCall {
        status = status == null ? CallStatus.UNKNOWN : status;
        answeredBy = answeredBy == null ? AnsweredBy.UNKNOWN : answeredBy;
        endReason = endReason == null ? EndReason.UNKNOWN : endReason;
        extracted = Values.copy(extracted);
        transcript = transcript == null ? List.of() : List.copyOf(transcript);
        variables = Values.copy(variables);
        metadata = Values.copy(metadata);
        raw = Values.copy(raw);
    }

    /**
     * Starts a call of this provider.
     *
     * @param provider the provider's name
     * @return an empty builder
     */
    public static VoiceCallBuilder of(String provider) {
        return new VoiceCallBuilder().provider(provider);
    }

    /** @return a builder holding this call's values */
    public VoiceCallBuilder toBuilder() {
        return new VoiceCallBuilder().fill(this);
    }

    /** @return true when the outcome is known and won't change (see {@link CallStatus#terminal()}) */
    @JsonIgnore
    public boolean isTerminal() {
        return status.terminal();
    }

    /**
     * This call brought up to date by newer knowledge. A terminal status never changes; what the newer record leaves out is kept. It is as verified as
     * the newer one is: what an unverified record brings can't be told apart any more until the call is read again.
     *
     * @param newer what was learnt later
     * @return the merged call
     */
    public VoiceCall mergedWith(VoiceCall newer) {
        boolean keepStatus =
                isTerminal() && newer.status != status || newer.status == CallStatus.UNKNOWN && newer.rawStatus == null;
        boolean older = isTerminal() && !newer.isTerminal() || analysisReady && !newer.analysisReady;
        return merge(newer, older, keepStatus ? this : newer);
    }

    /**
     * This call overtaken by a later dial attempt: like {@link #mergedWith}, but the newer status holds whatever the former was, and what was told of the former attempt (its
     * times, end, conversation, error) isn't told of the later one.
     *
     * @param newer what was learnt later
     * @return the merged call
     */
    public VoiceCall overtakenBy(VoiceCall newer) {
        VoiceCall known = newer.status == status ? this : withoutAttempt();
        return known.merge(newer, false, newer);
    }

    private VoiceCall withoutAttempt() {
        return toBuilder()
                .startedAt(null)
                .endedAt(null)
                .durationSeconds(null)
                .answeredBy(null)
                .endReason(null)
                .rawEndReason(null)
                .analysisReady(false)
                .summary(null)
                .classification(null)
                .sentiment(null)
                .extracted(null)
                .transcript(null)
                .transcriptUrl(null)
                .recordingUrl(null)
                .urlsExpireAt(null)
                .error(null)
                .build();
    }

    private VoiceCall merge(VoiceCall newer, boolean older, VoiceCall status) {
        VoiceCallBuilder merged =
                older ? toBuilder().fill(newer) : newer.toBuilder().fill(this);
        if (newer.attempt == null && newer.isTerminal() && attempt != null && attempt == 0) {
            // counted before the first dial
            merged.attempt(null);
        }
        return merged.status(status.status)
                .rawStatus(status.rawStatus == null ? rawStatus : status.rawStatus)
                .unresolved(newer.unresolved)
                .verified(newer.verified)
                .build();
    }

    @Override
    public String toString() {
        return "VoiceCall[provider=%s, id=%s, status=%s, to=%s, idempotencyKey=%s]"
                .formatted(provider, id, status, Masked.number(to), Masked.text(idempotencyKey));
    }
}
