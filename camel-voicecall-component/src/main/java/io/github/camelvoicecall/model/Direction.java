package io.github.camelvoicecall.model;

/** Who called. */
public enum Direction {
    /** The agent called a person. */
    OUTBOUND,
    /** A person called the agent. */
    INBOUND
}
