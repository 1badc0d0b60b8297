package io.github.camelvoicecall.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Builds a {@link VoiceCall}; what isn't set stays unknown. Not thread safe. */
public final class VoiceCallBuilder {
    private String provider;
    private String id;
    private CallStatus status;
    private String rawStatus;
    private Direction direction;
    private String to;
    private String from;
    private String agentId;
    private String agentName;
    private String contactId;
    private String contactName;
    private String campaignId;
    private String idempotencyKey;
    private Instant createdAt;
    private Instant startedAt;
    private Instant endedAt;
    private BigDecimal durationSeconds;
    private AnsweredBy answeredBy;
    private EndReason endReason;
    private String rawEndReason;
    private boolean analysisReady;
    private String summary;
    private String classification;
    private String sentiment;
    private Map<String, Object> extracted;
    private List<TranscriptTurn> transcript;
    private String transcriptUrl;
    private String recordingUrl;
    private Instant urlsExpireAt;
    private Map<String, Object> variables;
    private Map<String, Object> metadata;
    private Integer attempt;
    private Integer maxAttempts;
    private Cost cost;
    private String error;
    private String unresolved;
    private boolean verified;
    private Map<String, Object> raw;

    VoiceCallBuilder() {}

    /** @param value name of the provider, as in the URI
     * @return this */
    public VoiceCallBuilder provider(String value) {
        provider = value;
        return this;
    }

    /** @param value the provider's id of the call; null while it is not known (an unresolved call)
     * @return this */
    public VoiceCallBuilder id(String value) {
        id = value;
        return this;
    }

    /** @param value normalized status
     * @return this */
    public VoiceCallBuilder status(CallStatus value) {
        status = value;
        return this;
    }

    /** @param value the provider's own word for the status
     * @return this */
    public VoiceCallBuilder rawStatus(String value) {
        rawStatus = value;
        return this;
    }

    /** @param value who called
     * @return this */
    public VoiceCallBuilder direction(Direction value) {
        direction = value;
        return this;
    }

    /** @param value number that was called, E.164
     * @return this */
    public VoiceCallBuilder to(String value) {
        to = value;
        return this;
    }

    /** @param value caller id, E.164
     * @return this */
    public VoiceCallBuilder from(String value) {
        from = value;
        return this;
    }

    /** @param value the provider's id of the AI agent
     * @return this */
    public VoiceCallBuilder agentId(String value) {
        agentId = value;
        return this;
    }

    /** @param value name of the AI agent
     * @return this */
    public VoiceCallBuilder agentName(String value) {
        agentName = value;
        return this;
    }

    /** @param value the caller's own id of the person, as given to triggerCall
     * @return this */
    public VoiceCallBuilder contactId(String value) {
        contactId = value;
        return this;
    }

    /** @param value name of the person called
     * @return this */
    public VoiceCallBuilder contactName(String value) {
        contactName = value;
        return this;
    }

    /** @param value campaign the call belongs to
     * @return this */
    public VoiceCallBuilder campaignId(String value) {
        campaignId = value;
        return this;
    }

    /** @param value key of the intent behind the call; names an unresolved call
     * @return this */
    public VoiceCallBuilder idempotencyKey(String value) {
        idempotencyKey = value;
        return this;
    }

    /** @param value when the provider took the call on
     * @return this */
    public VoiceCallBuilder createdAt(Instant value) {
        createdAt = value;
        return this;
    }

    /** @param value when the call started
     * @return this */
    public VoiceCallBuilder startedAt(Instant value) {
        startedAt = value;
        return this;
    }

    /** @param value when the call ended
     * @return this */
    public VoiceCallBuilder endedAt(Instant value) {
        endedAt = value;
        return this;
    }

    /** @param value length of the call in seconds
     * @return this */
    public VoiceCallBuilder durationSeconds(BigDecimal value) {
        durationSeconds = value;
        return this;
    }

    /** @param value who or what answered
     * @return this */
    public VoiceCallBuilder answeredBy(AnsweredBy value) {
        answeredBy = value;
        return this;
    }

    /** @param value normalized reason of the end
     * @return this */
    public VoiceCallBuilder endReason(EndReason value) {
        endReason = value;
        return this;
    }

    /** @param value the provider's own words for the end (disposition, hang-up cause)
     * @return this */
    public VoiceCallBuilder rawEndReason(String value) {
        rawEndReason = value;
        return this;
    }

    /** @param value true once transcript and analysis are published
     * @return this */
    public VoiceCallBuilder analysisReady(boolean value) {
        analysisReady = value;
        return this;
    }

    /** @param value summary of the conversation
     * @return this */
    public VoiceCallBuilder summary(String value) {
        summary = value;
        return this;
    }

    /** @param value the provider's classification of the conversation, free text
     * @return this */
    public VoiceCallBuilder classification(String value) {
        classification = value;
        return this;
    }

    /** @param value sentiment of the conversation, free text
     * @return this */
    public VoiceCallBuilder sentiment(String value) {
        sentiment = value;
        return this;
    }

    /** @param value structured answers extracted from the conversation; empty if none
     * @return this */
    public VoiceCallBuilder extracted(Map<String, Object> value) {
        extracted = value;
        return this;
    }

    /** @param value the conversation in turns; empty if none
     * @return this */
    public VoiceCallBuilder transcript(List<TranscriptTurn> value) {
        transcript = value;
        return this;
    }

    /** @param value where the transcript can be read
     * @return this */
    public VoiceCallBuilder transcriptUrl(String value) {
        transcriptUrl = value;
        return this;
    }

    /** @param value where the recording can be heard
     * @return this */
    public VoiceCallBuilder recordingUrl(String value) {
        recordingUrl = value;
        return this;
    }

    /** @param value when the links above end; null if the provider doesn't say
     * @return this */
    public VoiceCallBuilder urlsExpireAt(Instant value) {
        urlsExpireAt = value;
        return this;
    }

    /** @param value variables given to the agent's prompt
     * @return this */
    public VoiceCallBuilder variables(Map<String, Object> value) {
        variables = value;
        return this;
    }

    /** @param value the caller's own data, put back from the ledger or the provider's echo
     * @return this */
    public VoiceCallBuilder metadata(Map<String, Object> value) {
        metadata = value;
        return this;
    }

    /** @param value dial attempts made so far, as counted by the provider
     * @return this */
    public VoiceCallBuilder attempt(Integer value) {
        attempt = value;
        return this;
    }

    /** @param value dial attempts the provider may make
     * @return this */
    public VoiceCallBuilder maxAttempts(Integer value) {
        maxAttempts = value;
        return this;
    }

    /** @param value price of the call in the provider's unit, never converted
     * @return this */
    public VoiceCallBuilder cost(Cost value) {
        cost = value;
        return this;
    }

    /** @param value the provider's error text
     * @return this */
    public VoiceCallBuilder error(String value) {
        error = value;
        return this;
    }

    /** @param value why the outcome isn't known; null when it is
     * @return this */
    public VoiceCallBuilder unresolved(String value) {
        unresolved = value;
        return this;
    }

    /** @param value true when the data came over our own request or a verified signature
     * @return this */
    public VoiceCallBuilder verified(boolean value) {
        verified = value;
        return this;
    }

    /** @param value the provider's JSON as it came
     * @return this */
    public VoiceCallBuilder raw(Map<String, Object> value) {
        raw = value;
        return this;
    }

    /**
     * Fills what is still unknown from another record of the same call.
     *
     * @param call the other record
     * @return this
     */
    public VoiceCallBuilder fill(VoiceCall call) {
        provider = provider == null ? call.provider() : provider;
        id = id == null ? call.id() : id;
        status = status == null || status == CallStatus.UNKNOWN ? call.status() : status;
        rawStatus = rawStatus == null ? call.rawStatus() : rawStatus;
        direction = direction == null ? call.direction() : direction;
        to = to == null ? call.to() : to;
        from = from == null ? call.from() : from;
        agentId = agentId == null ? call.agentId() : agentId;
        agentName = agentName == null ? call.agentName() : agentName;
        contactId = contactId == null ? call.contactId() : contactId;
        contactName = contactName == null ? call.contactName() : contactName;
        campaignId = campaignId == null ? call.campaignId() : campaignId;
        idempotencyKey = idempotencyKey == null ? call.idempotencyKey() : idempotencyKey;
        createdAt = createdAt == null ? call.createdAt() : createdAt;
        startedAt = startedAt == null ? call.startedAt() : startedAt;
        endedAt = endedAt == null ? call.endedAt() : endedAt;
        durationSeconds = durationSeconds == null ? call.durationSeconds() : durationSeconds;
        answeredBy = answeredBy == null || answeredBy == AnsweredBy.UNKNOWN ? call.answeredBy() : answeredBy;
        endReason = endReason == null || endReason == EndReason.UNKNOWN ? call.endReason() : endReason;
        rawEndReason = rawEndReason == null ? call.rawEndReason() : rawEndReason;
        analysisReady = analysisReady || call.analysisReady();
        summary = summary == null ? call.summary() : summary;
        classification = classification == null ? call.classification() : classification;
        sentiment = sentiment == null ? call.sentiment() : sentiment;
        extracted = extracted == null || extracted.isEmpty() ? call.extracted() : extracted;
        transcript = transcript == null || transcript.isEmpty() ? call.transcript() : transcript;
        transcriptUrl = transcriptUrl == null ? call.transcriptUrl() : transcriptUrl;
        recordingUrl = recordingUrl == null ? call.recordingUrl() : recordingUrl;
        urlsExpireAt = urlsExpireAt == null ? call.urlsExpireAt() : urlsExpireAt;
        variables = variables == null || variables.isEmpty() ? call.variables() : variables;
        metadata = metadata == null || metadata.isEmpty() ? call.metadata() : metadata;
        attempt = attempt == null ? call.attempt() : attempt;
        maxAttempts = maxAttempts == null ? call.maxAttempts() : maxAttempts;
        cost = cost == null ? call.cost() : cost;
        error = error == null ? call.error() : error;
        unresolved = unresolved == null ? call.unresolved() : unresolved;
        verified = verified || call.verified();
        raw = raw == null || raw.isEmpty() ? call.raw() : raw;
        return this;
    }

    /** @return the call */
    public VoiceCall build() {
        return new VoiceCall(
                provider,
                id,
                status,
                rawStatus,
                direction,
                to,
                from,
                agentId,
                agentName,
                contactId,
                contactName,
                campaignId,
                idempotencyKey,
                createdAt,
                startedAt,
                endedAt,
                durationSeconds,
                answeredBy,
                endReason,
                rawEndReason,
                analysisReady,
                summary,
                classification,
                sentiment,
                extracted,
                transcript,
                transcriptUrl,
                recordingUrl,
                urlsExpireAt,
                variables,
                metadata,
                attempt,
                maxAttempts,
                cost,
                error,
                unresolved,
                verified,
                raw);
    }
}
