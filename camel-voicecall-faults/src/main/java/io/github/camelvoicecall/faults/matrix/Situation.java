package io.github.camelvoicecall.faults.matrix;

/** What happens besides the fault. */
enum Situation {
    FIRST_TRY("first try"),
    REDELIVERED("redelivered by Camel"),
    SAME_MESSAGE("same message again"),
    KILLED_AFTER_INTENT("killed after the intent"),
    KILLED_WHILE_SENT("killed while it is sent"),
    KILLED_BEFORE_STORE("killed before the answer is stored"),
    KILLED_AFTER_STORE("killed before the route has the answer"),
    TWO_REPLICAS("two replicas, same message");

    private final String title;

    Situation(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    boolean kills() {
        return this == KILLED_AFTER_INTENT
                || this == KILLED_WHILE_SENT
                || this == KILLED_BEFORE_STORE
                || this == KILLED_AFTER_STORE;
    }
}
