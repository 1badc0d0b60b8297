package io.github.camelvoicecall.examples.campaign;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Invents people. Their numbers are of the form +1 NXX 555 01XX, which is reserved for fiction in every area; three can't be called. */
final class People {
    /** The first line of the file. */
    private static final String HEADING = "id,name,number,plan";

    private static final List<String> UNUSABLE = List.of("call me", "+1202555", "");
    private static final List<String> FIRST = List.of("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gia", "Hal", "Ivy");
    private static final List<String> LAST = List.of("Quill", "Marsh", "Stone", "Reed", "Frost", "Vale", "Lark");
    private static final List<String> PLANS = List.of("basic", "plus", "family");

    /** Last digits that the sandbox takes for calls which never end, end with an unknown word, or aren't paid for. */
    private static final List<Integer> NOT_HERE = List.of(95, 96, 97);

    private static final int[] ENDINGS =
            IntStream.range(0, 100).filter(ending -> !NOT_HERE.contains(ending)).toArray();
    private static final int[] AREAS = IntStream.rangeClosed(200, 999)
            .filter(area -> area / 10 % 10 != 9 && area % 100 != 11)
            .toArray();

    /** More would need numbers that belong to somebody. */
    static final int MOST = AREAS.length * ENDINGS.length;

    private People() {}

    private static int unusable(int count) {
        return Math.min(UNUSABLE.size(), count / 10);
    }

    /** Writes a file of people, the same ones each time. */
    static void write(Path file, int count) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEADING + "\n");
            for (int i = 0; i < count; i++) {
                String name = FIRST.get(i % FIRST.size()) + " " + LAST.get(i / FIRST.size() % LAST.size());
                String plan = PLANS.get(i % PLANS.size());
                out.write("P-%05d,%s,%s,%s\n".formatted(i + 1, name, number(i, count), plan));
            }
        }
    }

    private static String number(int person, int count) {
        int last = person - (count - unusable(count));
        return last >= 0
                ? UNUSABLE.get(last)
                : "+1%d55501%02d".formatted(AREAS[person / ENDINGS.length], ENDINGS[person % ENDINGS.length]);
    }
}
