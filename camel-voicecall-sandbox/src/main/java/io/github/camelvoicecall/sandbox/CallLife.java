package io.github.camelvoicecall.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** Says what becomes of a call at its next step. Without state: same seed and same call, same life. */
record CallLife(Timing timing, long seed) {

    /** The call after the step that is due now. */
    Call advance(Call call, Instant now) {
        return switch (call.phase()) {
            case QUEUED -> dial(call, now);
            case RINGING -> call.connects() ? talk(call, now) : over(call, now);
            case TALKING -> over(call, now);
            case ENDED -> call.enter(Call.Phase.ANALYZED, null);
            case ANALYZED -> call;
        };
    }

    private Call dial(Call call, Instant now) {
        boolean refused = call.order().outcome() == Outcome.INSUFFICIENT_CREDIT;
        return refused ? call.end(now, null) : call.ring(now, after(now, timing.ring(), call));
    }

    private Call talk(Call call, Instant now) {
        Instant end = call.order().outcome() == Outcome.NEVER_ENDS ? null : after(now, timing.talk(), call);
        return call.enter(Call.Phase.TALKING, end);
    }

    private Call over(Call call, Instant now) {
        if (call.order().redial().repeats(call)) {
            return call.enter(Call.Phase.QUEUED, after(now, timing.redial(), call));
        }
        boolean results = call.connects() && call.order().outcome().isAnalyzed();
        return call.end(now, results ? after(now, timing.analysis(), call) : null);
    }

    private Instant after(Instant now, Duration stage, Call call) {
        long draw = seed
                ^ (call.sequence() << 16)
                ^ ((long) call.attempts() << 8)
                ^ call.phase().ordinal();
        return now.plus(timing.jittered(stage, new SplittableRandom(draw)));
    }
}
