package io.github.camelvoicecall.examples.crm;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A small CRM calls its leads back and gets the result of every call: {@code crm-callback.yaml} is the route, this class sets it up and shows how it goes. Killed at any time and
 * started again, it goes on; nobody is called twice.
 */
public final class CrmCallback {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private CrmCallback() {}

    /** Runs the example; {@code --help} lists the options. Ends with status 0 when every lead that can be called has a result or a listed reason, 1 if not, 2 if misused. */
    public static void main(String[] words) {
        int status = run(System.getenv(), System.in, System.out, words);
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(Map<String, String> environment, InputStream in, PrintStream out, String... words) {
        PrintStream text = new PrintStream(out, true, StandardCharsets.UTF_8);
        try {
            Options options = Options.parse(words);
            if (options.help()) {
                text.print(Options.HELP);
                return 0;
            }
            return new Run(options, environment, in, new Screen(text)).go() ? 0 : FAILED;
        } catch (UsageException e) {
            text.println("crm-callback: " + e.getMessage() + System.lineSeparator() + "Try --help.");
            return MISUSED;
        } catch (Exception e) {
            text.println("crm-callback failed: " + rootOf(e).getMessage());
            return FAILED;
        }
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }
}
