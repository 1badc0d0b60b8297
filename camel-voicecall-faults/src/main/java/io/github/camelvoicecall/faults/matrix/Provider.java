package io.github.camelvoicecall.faults.matrix;

import java.util.Locale;

/** A provider, as far as its documentation decides what can be known of a call whose answer was lost. */
enum Provider {
    /** No list of single calls; what is given as metadata comes back, and a webhook says which call to read. */
    SAMORA(Settling.WEBHOOK),
    /** Honours an idempotency key where people are added to a running campaign, which is what dials there. */
    AGORALIA(Settling.KEY),
    /** No list; the signed webhook brings our reference. */
    VYORA(Settling.WEBHOOK),
    /** A list, in which nothing but the number says which call it was. */
    OUTBOUNDCALLS(Settling.LIST),
    /** A list with our reference. */
    VOXBRIDGE(Settling.LIST);

    /** How a call whose answer was lost is found. */
    enum Settling {
        /** The provider's list shows it at once. */
        LIST,
        /** A webhook tells of it later. */
        WEBHOOK,
        /** The request is sent again with the same key, which the provider answers as once. */
        KEY
    }

    private final Settling settling;

    Provider(Settling settling) {
        this.settling = settling;
    }

    Settling settling() {
        return settling;
    }

    /** The request may be repeated, since the provider knows it again. */
    boolean keyed() {
        return settling == Settling.KEY;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return switch (this) {
            case SAMORA -> "Samora";
            case AGORALIA -> "Agoralia";
            case VYORA -> "Vyora";
            case OUTBOUNDCALLS -> "OutboundCalls";
            case VOXBRIDGE -> "VoxBridge";
        };
    }
}
