package io.github.camelvoicecall.model;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.util.Map;

/**
 * A call to be placed: the body of {@code triggerCall}, also read from a {@code Map} or JSON with these names. Immutable; {@link #toString()} masks the number, also in the key, and shows no data.
 *
 * @param to number to call: E.164, or national form when {@code defaultRegion} is set
 * @param from caller id to show; null for the provider's choice
 * @param agentId the provider's id of the AI agent
 * @param agentName name of the AI agent, where the provider chooses by name
 * @param contactName name of the person called
 * @param contactId your own id of the person; comes back on every VoiceCall
 * @param variables values for the agent's prompt
 * @param metadata your own data; comes back on every VoiceCall
 * @param scheduleAt when to call; null for now
 * @param webhookUrl where the provider reports this call, where it can be said per call
 * @param maxAttempts dial attempts the provider may make; null for one
 * @param idempotencyKey names the intent: one key, one ring
 * @param extra fields sent to the provider as they are
 */
public record CallRequest(
        String to,
        String from,
        String agentId,
        String agentName,
        String contactName,
        String contactId,
        Map<String, Object> variables,
        Map<String, Object> metadata,
        @JsonSerialize(using = ToStringSerializer.class) Instant scheduleAt,
        String webhookUrl,
        Integer maxAttempts,
        String idempotencyKey,
        Map<String, Object> extra) {

    /** Copies the maps, so that none is null. */
    public CallRequest {
        variables = Values.copy(variables);
        metadata = Values.copy(metadata);
        extra = Values.copy(extra);
    }

    /**
     * Starts a request.
     *
     * @param number number to call
     * @return a builder
     */
    public static Builder to(String number) {
        return new Builder().to(number);
    }

    /** @return a builder holding this request's values */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.to = to;
        copy.from = from;
        copy.agentId = agentId;
        copy.agentName = agentName;
        copy.contactName = contactName;
        copy.contactId = contactId;
        copy.variables = variables;
        copy.metadata = metadata;
        copy.scheduleAt = scheduleAt;
        copy.webhookUrl = webhookUrl;
        copy.maxAttempts = maxAttempts;
        copy.idempotencyKey = idempotencyKey;
        copy.extra = extra;
        return copy;
    }

    @Override
    public String toString() {
        return "CallRequest[to=%s, agentId=%s, idempotencyKey=%s]"
                .formatted(Masked.number(to), agentId, Masked.text(idempotencyKey));
    }

    /** Builds a {@link CallRequest}. Not thread safe. */
    public static final class Builder {
        private String to;
        private String from;
        private String agentId;
        private String agentName;
        private String contactName;
        private String contactId;
        private Map<String, Object> variables;
        private Map<String, Object> metadata;
        private Instant scheduleAt;
        private String webhookUrl;
        private Integer maxAttempts;
        private String idempotencyKey;
        private Map<String, Object> extra;

        private Builder() {}

        /** @param value number to call: E.164, or national form when {@code defaultRegion} is set
         * @return this */
        public Builder to(String value) {
            to = value;
            return this;
        }

        /** @param value caller id to show; null for the provider's choice
         * @return this */
        public Builder from(String value) {
            from = value;
            return this;
        }

        /** @param value the provider's id of the AI agent
         * @return this */
        public Builder agentId(String value) {
            agentId = value;
            return this;
        }

        /** @param value name of the AI agent, where the provider chooses by name
         * @return this */
        public Builder agentName(String value) {
            agentName = value;
            return this;
        }

        /** @param value name of the person called
         * @return this */
        public Builder contactName(String value) {
            contactName = value;
            return this;
        }

        /** @param value your own id of the person; comes back on every VoiceCall
         * @return this */
        public Builder contactId(String value) {
            contactId = value;
            return this;
        }

        /** @param value values for the agent's prompt
         * @return this */
        public Builder variables(Map<String, ?> value) {
            variables = Values.copy(value);
            return this;
        }

        /** @param value your own data; comes back on every VoiceCall
         * @return this */
        public Builder metadata(Map<String, ?> value) {
            metadata = Values.copy(value);
            return this;
        }

        /** @param value when to call; null for now
         * @return this */
        public Builder scheduleAt(Instant value) {
            scheduleAt = value;
            return this;
        }

        /** @param value where the provider reports this call, where it can be said per call
         * @return this */
        public Builder webhookUrl(String value) {
            webhookUrl = value;
            return this;
        }

        /** @param value dial attempts the provider may make; null for one
         * @return this */
        public Builder maxAttempts(Integer value) {
            maxAttempts = value;
            return this;
        }

        /** @param value names the intent: one key, one ring
         * @return this */
        public Builder idempotencyKey(String value) {
            idempotencyKey = value;
            return this;
        }

        /** @param value fields sent to the provider as they are
         * @return this */
        public Builder extra(Map<String, ?> value) {
            extra = Values.copy(value);
            return this;
        }

        /** @return the request */
        public CallRequest build() {
            return new CallRequest(
                    to,
                    from,
                    agentId,
                    agentName,
                    contactName,
                    contactId,
                    variables,
                    metadata,
                    scheduleAt,
                    webhookUrl,
                    maxAttempts,
                    idempotencyKey,
                    extra);
        }
    }
}
