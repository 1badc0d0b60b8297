package io.github.camelvoicecall.sandbox;

import java.util.List;
import java.util.stream.Collectors;

/** What was said in a simulated call, and what the analysis makes of it. */
record Conversation(List<Line> lines, String summary, String classification) {

    /** One turn. */
    record Line(boolean byAgent, String words) {}

    /** The turns as text, one a line. */
    String text() {
        return lines.stream()
                .map(line -> (line.byAgent() ? "Agent: " : "Customer: ") + line.words())
                .collect(Collectors.joining("\n"));
    }

    static Conversation of(Call call) {
        Line greeting = new Line(true, "Hello, this is " + call.order().agent().name() + " calling.");
        if (call.order().outcome() == Outcome.VOICEMAIL) {
            return new Conversation(List.of(greeting), "Reached a mailbox.", "Voicemail");
        }
        return new Conversation(
                List.of(greeting, new Line(false, "Hello, yes, that suits me."), new Line(true, "Thank you, goodbye.")),
                "The person agreed.",
                "Interested");
    }
}
