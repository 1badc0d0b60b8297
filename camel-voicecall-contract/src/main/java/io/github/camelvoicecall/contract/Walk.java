package io.github.camelvoicecall.contract;

import io.github.camelvoicecall.provider.Operation;
import java.util.ArrayList;
import java.util.List;

/** Does everything that a declaration binds, in an order in which one operation's answer feeds the next. */
final class Walk {
    /**
     * One operation.
     *
     * @param answer what it answered
     * @param requests requests to its own endpoint that went well
     */
    record Step(Operation operation, Object answer, int requests) {}

    private Walk() {}

    static List<Step> through(Stage stage) throws Exception {
        List<Step> steps = new ArrayList<>();
        for (Operation operation :
                Operation.values()) { // what creates comes before what reads, what deletes at the end
            if (stage.has(operation)) {
                int before = good(stage, operation);
                Object answer = stage.ask(operation);
                steps.add(new Step(operation, answer, good(stage, operation) - before));
            }
        }
        return steps;
    }

    private static int good(Stage stage, Operation operation) {
        return (int) stage.received(operation).stream().filter(Received::isGood).count();
    }
}
