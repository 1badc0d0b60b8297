package io.github.camelvoicecall.faults.matrix;

/**
 * What is seen of one cell from outside.
 *
 * @param posts requests that dial, for the person of the cell
 * @param rings how often the phone rang
 * @param state where the ledger has the call, or the batch, in the end
 * @param route what the routes saw, in the order of their messages; those of two replicas in alphabetic order
 * @param completions what came out of callCompleted
 */
record Seen(int posts, int rings, String state, String route, String completions) {
    @Override
    public String toString() {
        return posts + " · " + rings + " · " + state + " · " + route + " · " + completions;
    }
}
