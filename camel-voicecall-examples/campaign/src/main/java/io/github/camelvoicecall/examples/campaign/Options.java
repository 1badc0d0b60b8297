package io.github.camelvoicecall.examples.campaign;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param people how many people the campaign has
 * @param callsPerSecond how many calls the campaign begins in a second
 * @param work the folder that keeps the state
 */
record Options(int people, int callsPerSecond, Path work, boolean help) {
    static final String HELP = """
            Puts invented people on a campaign of Samora, starts it, and writes the results of its calls into a CRM. Samora is
            simulated; nobody's telephone rings. Killed at any time and started again, it goes on, and nobody is added twice.

              --people N             how many people, default 20000
              --calls-per-second N   how many calls the simulated campaign begins in a second, default 1000
              --work DIR             where the file of people, CRM and ledger live, default target/campaign
              --help                 this text
            """;

    /**
     * @throws UsageException if something is unknown or out of range
     */
    static Options parse(String... words) {
        int people = 20_000;
        int callsPerSecond = 1000;
        Path work = Path.of("target", "campaign");
        boolean help = false;
        Iterator<String> rest = List.of(words).iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "--people" -> people = number(word, People.MOST, rest); // there are no more fictional numbers
                case "--calls-per-second" -> callsPerSecond = number(word, 10_000, rest);
                case "--work" -> work = Path.of(value(word, rest));
                case "--help" -> help = true;
                default -> throw new UsageException("there is no option " + word);
            }
        }
        return new Options(people, callsPerSecond, work, help);
    }

    private static String value(String word, Iterator<String> rest) {
        String value = rest.hasNext() ? rest.next() : "--";
        if (value.startsWith("--")) {
            throw new UsageException(word + " needs a value");
        }
        return value;
    }

    private static int number(String word, int most, Iterator<String> rest) {
        String value = value(word, rest);
        boolean digits = value.matches("[0-9]{1,6}");
        if (!digits || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
            throw new UsageException(word + " is 1 to " + most + ", not '" + value + "'");
        }
        return Integer.parseInt(value);
    }
}
