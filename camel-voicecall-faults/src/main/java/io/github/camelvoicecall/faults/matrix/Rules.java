package io.github.camelvoicecall.faults.matrix;

import io.github.camelvoicecall.faults.matrix.Trouble.Kind;
import java.util.List;
import java.util.stream.Stream;

/**
 * What must be seen, by the promises and the providers' pages, not by what the code does. Nothing was done: it may be sent again. It arrived, or nobody knows: there is one request,
 * and the call is found or held; unless the provider knows the request again by its key. What rang comes out as a result; what is held comes out as unresolved at its deadline.
 */
final class Rules {
    private static final String ID = "id";
    private static final String REPLAYED = "id replayed";
    private static final String ADDED = "accepted 1";
    private static final String SKIPPED = "skipped 1";
    private static final String KILLED = "killed";
    private static final String UNKNOWN = "OutcomeUnknownException UNKNOWN";
    private static final String UNAVAILABLE = "ProviderUnavailableException NOT_PLACED";
    private static final String INVALID = "InvalidRequestException NOT_PLACED";

    private final Cell cell;
    private final Provider provider;
    private final Kind kind;

    private Rules(Cell cell) {
        this.cell = cell;
        this.provider = cell.provider();
        this.kind = kind(cell.provider(), cell.trouble());
    }

    static Expected of(Cell cell) {
        return new Rules(cell).expected();
    }

    /** The outcome class, with what the provider's page says differently. */
    private static Kind kind(Provider provider, Trouble trouble) {
        if (provider != Provider.AGORALIA) {
            return trouble.kind();
        }
        return switch (trouble) {
            // the key was used before with another body: refused, as its page says
            case STATUS_409 -> Kind.REFUSED;
            // an answer that counts people has no id to lack
            case NO_ID -> Kind.ACCEPTED;
            default -> trouble.kind();
        };
    }

    private Expected expected() {
        return switch (cell.situation()) {
            case FIRST_TRY -> firstTry();
            case REDELIVERED -> redelivered();
            case SAME_MESSAGE -> sameMessage();
            case KILLED_AFTER_INTENT -> afterADeath(0, false);
            case KILLED_WHILE_SENT -> afterADeath(1, kind == Kind.ACCEPTED);
            case KILLED_BEFORE_STORE -> afterADeath(kind == Kind.NOT_SENT ? 0 : 1, rings());
            case KILLED_AFTER_STORE -> afterItWasStored();
            case TWO_REPLICAS -> twoReplicas();
        };
    }

    private boolean rings() {
        return kind == Kind.ACCEPTED || kind == Kind.DONE;
    }

    private Expected firstTry() {
        return switch (kind) {
            case ACCEPTED -> placed(1, placed());
            case THROTTLED -> placed(2, placed());
            case REFUSED -> notPlaced(1, INVALID);
            case NOT_SENT -> notPlaced(0, UNAVAILABLE);
            case REDIRECTED -> notPlaced(1, UNAVAILABLE);
            case NOT_DONE -> provider.keyed() ? placed(2, ADDED) : held(1, UNKNOWN);
            case DONE -> provider.keyed() ? placed(2, ADDED) : found(1, lost());
        };
    }

    /** What was refused is sent once more, and taken; what the webhook has told of by then is there. */
    private Expected redelivered() {
        return switch (kind) {
            case REFUSED -> placed(2, placed());
            case DONE -> provider.keyed() ? placed(2, ADDED) : found(1, List.of(ID, REPLAYED));
            default -> firstTry();
        };
    }

    /** The second message comes when all is settled, on a sound network. */
    private Expected sameMessage() {
        return switch (kind) {
            case ACCEPTED -> placed(1, then(placed(), again()));
            case THROTTLED -> placed(2, then(placed(), again()));
            case REFUSED -> placed(2, then(INVALID, placed()));
            case NOT_SENT -> placed(1, then(UNAVAILABLE, placed()));
            case REDIRECTED -> placed(2, then(UNAVAILABLE, placed()));
            case NOT_DONE -> provider.keyed() ? placed(2, then(ADDED, SKIPPED)) : held(1, then(UNKNOWN, UNKNOWN));
            case DONE ->
                provider.keyed()
                        ? placed(2, then(ADDED, SKIPPED))
                        : found(
                                1,
                                lost().stream()
                                        .map(first -> then(first, REPLAYED))
                                        .toList());
        };
    }

    /** Nobody knows what the dead process has done; the message comes again. */
    private Expected afterADeath(int posts, boolean rang) {
        if (provider.keyed()) {
            return placed(posts + 1, then(KILLED, ADDED));
        }
        return rang ? found(posts, List.of(then(KILLED, REPLAYED))) : held(posts, then(KILLED, UNKNOWN));
    }

    /** The ledger knows; the message comes again. */
    private Expected afterItWasStored() {
        return switch (kind) {
            case ACCEPTED -> placed(1, then(KILLED, again()));
            case THROTTLED, REFUSED, REDIRECTED -> placed(2, then(KILLED, placed()));
            case NOT_SENT -> placed(1, then(KILLED, placed()));
            case NOT_DONE, DONE -> afterADeath(1, rings());
        };
    }

    private Expected twoReplicas() {
        return switch (kind) {
            case ACCEPTED -> placed(1, both(placed(), again()));
            case THROTTLED -> placed(2, both(placed(), again()));
            case REFUSED, REDIRECTED -> placed(2, both(INVALID, placed()));
            case NOT_SENT -> notPlaced(0, both(UNAVAILABLE, UNAVAILABLE));
            case NOT_DONE -> provider.keyed() ? placed(2, both(ADDED, SKIPPED)) : held(1, both(UNKNOWN, UNKNOWN));
            case DONE -> provider.keyed() ? placed(2, both(ADDED, SKIPPED)) : found(1, bothLost());
        };
    }

    private List<String> bothLost() {
        return provider.settling() == Provider.Settling.LIST
                ? List.of(both(ID, REPLAYED))
                : List.of(both(UNKNOWN, UNKNOWN), both(UNKNOWN, REPLAYED), both(ID, REPLAYED));
    }

    /** A list shows the call at once; a webhook may be faster than the loss of the answer, and mostly isn't. */
    private List<String> lost() {
        return provider.settling() == Provider.Settling.LIST ? List.of(ID) : List.of(UNKNOWN, ID);
    }

    private String placed() {
        return provider.keyed() ? ADDED : ID;
    }

    private String again() {
        return provider.keyed() ? SKIPPED : REPLAYED;
    }

    private static String then(String first, String second) {
        return first + "; " + second;
    }

    static String both(String one, String other) {
        return String.join(" + ", Stream.of(one, other).sorted().toList());
    }

    private Expected placed(int posts, String route) {
        return new Expected(posts, 1, provider.keyed() ? "SENT" : "READY", List.of(route), Expected.RESULT);
    }

    private static Expected found(int posts, List<String> route) {
        return new Expected(posts, 1, "READY", route, Expected.RESULT);
    }

    private static Expected held(int posts, String route) {
        return new Expected(posts, 0, "OVERDUE", List.of(route), Expected.UNRESOLVED);
    }

    private Expected notPlaced(int posts, String route) {
        return new Expected(posts, 0, provider.keyed() ? "NOT_SENT" : "NOT_PLACED", List.of(route), Expected.NOTHING);
    }
}
