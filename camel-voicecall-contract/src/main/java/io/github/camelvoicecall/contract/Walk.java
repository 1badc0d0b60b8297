package io.github.camelvoicecall.contract;

import io.github.camelvoicecall.provider.Operation;
import java.util.EnumMap;
import java.util.Map;

/** Does everything that a declaration binds, in an order in which one operation's result feeds the next. */
final class Walk {
    private Walk() {}

    /** What each operation answered. */
    static Map<Operation, Object> through(Stage stage) throws Exception {
        Map<Operation, Object> answers = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) { // creates come before reads, deletes at the end
            if (stage.has(operation)) {
                answers.put(operation, operation == Operation.START_CAMPAIGN ? stage.start() : stage.ask(operation));
            }
        }
        return answers;
    }
}
