package io.github.camelvoicecall.contract;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** One part of the contract: tests that are given a stage. */
interface OnStage {
    /** The stage of the present test. */
    Stage stage();

    /** Waits for what takes a provider and a poll some time. */
    default ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
    }

    /** Sees that something doesn't happen for a while after all. */
    default ConditionFactory throughout() {
        return eventually().during(Duration.ofMillis(500));
    }
}
