package io.github.camelvoicecall.faults.matrix;

import java.util.List;

/**
 * What must be seen of a cell.
 *
 * @param posts requests that dial
 * @param rings how often the phone rings
 * @param state where the ledger has it in the end
 * @param route what the routes may see; more than one where it depends on whether a webhook is faster than a lost answer
 * @param completions what comes out of callCompleted
 */
record Expected(int posts, int rings, String state, List<String> route, String completions) {
    static final String RESULT = "result";
    static final String UNRESOLVED = "unresolved";
    static final String NOTHING = "–";

    boolean allows(Seen seen) {
        return posts == seen.posts()
                && rings == seen.rings()
                && state.equals(seen.state())
                && route.contains(seen.route())
                && completions.equals(seen.completions());
    }

    @Override
    public String toString() {
        return posts + " · " + rings + " · " + state + " · " + String.join(" / ", route) + " · " + completions;
    }
}
