package io.github.camelvoicecall.sandbox;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * The calls of a campaign, counted. Immutable.
 *
 * @param calls numbers on its list
 * @param rings how often any of them rang
 * @param ended calls that are over, by what became of them
 * @param talkSeconds talk time of the ended calls, in seconds, as the provider reports it
 * @param latest when the last call ended, null if none has
 */
public record Tally(int calls, int rings, Map<Outcome, Integer> ended, long talkSeconds, Instant latest) {
    static final Tally EMPTY = new Tally(0, 0, Map.of(), 0, null);

    /** A tally that nobody can change. */
    public Tally {
        ended = Map.copyOf(ended);
    }

    /** Calls that are not over. */
    public int open() {
        return calls - over();
    }

    /** Calls that are over. */
    public int over() {
        return ended.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Calls that ended in one of these ways. */
    public int endedIn(Outcome... these) {
        int sum = 0;
        for (Outcome one : these) {
            sum += ended.getOrDefault(one, 0);
        }
        return sum;
    }

    /**
     * The tally after a step of a call.
     *
     * @param before null for a call that is new
     */
    Tally after(Call before, Call now) {
        int more = before == null ? 1 : 0;
        int rang = now.attempts() - (before == null ? 0 : before.attempts());
        if (!now.hasEnded() || before != null && before.hasEnded()) {
            return new Tally(calls + more, rings + rang, ended, talkSeconds, latest);
        }
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        counts.putAll(ended);
        counts.merge(now.seen(), 1, Integer::sum);
        return new Tally(calls + more, rings + rang, counts, talkSeconds + now.talkSeconds(), now.endedAt());
    }
}
