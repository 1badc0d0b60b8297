package io.github.camelvoicecall.faults;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for what may come late or never: a report says what was missing, so that it didn't come is no error here. */
public final class Patience {
    private static final Duration STEP = Duration.ofMillis(50);

    private Patience() {}

    /**
     * @param longest how long to wait
     * @param condition what to wait for
     * @return whether it came
     */
    public static boolean until(Duration longest, Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(STEP)
                    .atMost(longest)
                    .until(condition);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /** @param time how long to let things happen */
    public static void pass(Duration time) {
        until(time, () -> false);
    }
}
