package io.github.camelvoicecall.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One campaign at one moment. Immutable.
 *
 * @param sequence position among all campaigns and calls of the sandbox
 * @param state what was last asked for; whether it is finished shows in its calls, see {@link Campaigns#state}
 * @param settings the create request as it came, with later changes
 */
record Campaign(
        String id,
        long sequence,
        String name,
        Agent agent,
        State state,
        ObjectNode settings,
        Instant createdAt,
        Instant updatedAt) {

    /** What every campaign passes, whatever a provider calls it. */
    enum State {
        DRAFT,
        RUNNING,
        PAUSED,
        /** All its calls are over. */
        FINISHED,
        CANCELLED
    }

    Campaign become(State next, Instant now) {
        return new Campaign(id, sequence, name, agent, next, settings, createdAt, now);
    }

    Campaign with(ObjectNode otherSettings, Instant now) {
        return new Campaign(id, sequence, name, agent, state, otherSettings, createdAt, now);
    }
}
