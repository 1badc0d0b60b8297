package io.github.camelvoicecall.model;

/**
 * One utterance of a conversation. {@link #toString()} doesn't show the words.
 *
 * @param role who spoke
 * @param text the words
 */
public record TranscriptTurn(Role role, String text) {
    /** Who spoke. */
    public enum Role {
        /** The AI agent. */
        AGENT,
        /** The person called. */
        CUSTOMER,
        /** The platform. */
        SYSTEM,
        /** The provider gives the words without saying whose they are. */
        UNKNOWN
    }

    @Override
    public String toString() {
        return "TranscriptTurn[role=" + role + "]";
    }
}
