package io.github.camelvoicecall.provider;

import io.github.camelvoicecall.model.CallRequest;
import java.util.function.Predicate;

/** Fields of a {@link CallRequest} that change the call, so that a provider which can't honour one must say so. */
public enum RequestField {
    /** Caller id. */
    FROM("from", request -> request.from() != null),
    /** Agent by id. */
    AGENT_ID("agentId", request -> request.agentId() != null),
    /** Agent by name, where no id is given. */
    AGENT_NAME("agentName", request -> request.agentName() != null && request.agentId() == null),
    /** Prompt variables. */
    VARIABLES("variables", request -> !request.variables().isEmpty()),
    /** A later time. */
    SCHEDULE_AT("scheduleAt", request -> request.scheduleAt() != null),
    /** A webhook of this call's own. */
    WEBHOOK_URL("webhookUrl", request -> request.webhookUrl() != null),
    /** Redials by the provider. */
    MAX_ATTEMPTS("maxAttempts", request -> request.maxAttempts() != null);

    private final String id;
    private final Predicate<CallRequest> given;

    RequestField(String id, Predicate<CallRequest> given) {
        this.id = id;
        this.given = given;
    }

    /** @return the name in the request */
    public String id() {
        return id;
    }

    /**
     * Tells whether a request asks for this.
     *
     * @param request the request
     * @return true if the field is set
     */
    public boolean in(CallRequest request) {
        return given.test(request);
    }
}
