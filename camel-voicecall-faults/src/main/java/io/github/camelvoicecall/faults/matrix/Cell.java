package io.github.camelvoicecall.faults.matrix;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** One field of the matrix. */
record Cell(Provider provider, Trouble trouble, Situation situation) {
    private static final List<Provider> DEEPER = List.of(Provider.VYORA, Provider.VOXBRIDGE, Provider.AGORALIA);

    /** One fault for each outcome class. */
    private static final List<Trouble> CLASSES = List.of(
            Trouble.NONE,
            Trouble.THROTTLED_SECONDS,
            Trouble.REFUSED,
            Trouble.CONNECTION_REFUSED,
            Trouble.STATUS_503,
            Trouble.RESET_DONE);

    /** Every fault once at every provider; then every outcome class in every other situation at three of them. */
    static List<Cell> all() {
        List<Cell> cells = new ArrayList<>();
        for (Provider provider : Provider.values()) {
            for (Trouble trouble : Trouble.values()) {
                cells.add(new Cell(provider, trouble, Situation.FIRST_TRY));
            }
        }
        for (Situation situation : Situation.values()) {
            for (Trouble trouble : CLASSES) {
                for (Provider provider : DEEPER) {
                    Cell cell = new Cell(provider, trouble, situation);
                    if (situation != Situation.FIRST_TRY && cell.canBe()) {
                        cells.add(cell);
                    }
                }
            }
        }
        return cells;
    }

    /** What a build has time for: every first try, and of the rest what starts no process, two deaths and one pair of replicas, chosen by the seed. */
    static List<Cell> some(long seed) {
        List<Cell> shuffled = new ArrayList<>(all());
        Collections.shuffle(shuffled, new Random(seed));
        List<Cell> few = new ArrayList<>(all().stream()
                .filter(cell -> cell.situation() == Situation.FIRST_TRY
                        || cell.situation() == Situation.REDELIVERED
                        || cell.situation() == Situation.SAME_MESSAGE)
                .toList());
        shuffled.stream().filter(cell -> cell.situation().kills()).limit(2).forEach(few::add);
        shuffled.stream()
                .filter(cell -> cell.situation() == Situation.TWO_REPLICAS)
                .limit(1)
                .forEach(few::add);
        return few;
    }

    /** A process that dies before its request has left meets no fault; one that is killed while it is sent had a connection and got no answer. */
    private boolean canBe() {
        return switch (situation) {
            case KILLED_AFTER_INTENT -> trouble == Trouble.NONE;
            case KILLED_WHILE_SENT -> trouble != Trouble.CONNECTION_REFUSED && trouble != Trouble.RESET_DONE;
            default -> true;
        };
    }

    @Override
    public String toString() {
        return provider.title() + " / " + trouble.title() + " / " + situation.title();
    }
}
