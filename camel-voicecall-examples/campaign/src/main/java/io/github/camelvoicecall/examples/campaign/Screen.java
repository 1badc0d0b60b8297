package io.github.camelvoicecall.examples.campaign;

import io.github.camelvoicecall.RecipientsAddedEvent;
import io.github.camelvoicecall.model.Campaign;
import io.github.camelvoicecall.model.CampaignCounts;
import io.github.camelvoicecall.model.CampaignStatus;
import io.github.camelvoicecall.model.RecipientsAdded;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/** What the example shows: one story in lines of at most 100 columns. Thread-safe. */
public final class Screen extends EventNotifierSupport {
    private static final int BAR = 40;

    private final PrintStream out;
    private final Instant start = Instant.now();

    Screen(PrintStream out) {
        this.out = out;
    }

    void say(String text, Object... values) {
        out.println(text.formatted(values));
        out.flush();
    }

    /** After each batch of recipients. */
    @Override
    public void notify(CamelEvent event) {
        if (event instanceof RecipientsAddedEvent batch) {
            RecipientsAdded soFar = batch.getRecipientsAdded();
            say(
                    "  %4d s   batch %d: %d people on the list, %d sent before",
                    seconds(), soFar.batches(), soFar.accepted() + soFar.skipped(), soFar.skipped());
        }
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof RecipientsAddedEvent;
    }

    /** When all were added; the first of those who weren't, with their reasons. */
    public void added(RecipientsAdded all) {
        say(
                "  %d rows: %d added, %d added by an earlier run, %d unusable, %d uncertain",
                all.rows(),
                all.accepted(),
                all.skipped(),
                all.rejected() + all.duplicate() + all.failed(),
                all.unknown());
        all.problems().stream()
                .limit(5)
                .map(problem -> "    row " + problem.row() + ": " + problem.reason())
                .forEach(line -> say("%s", line.length() <= 100 ? line : line.substring(0, 99) + "…"));
    }

    /** A bar of how many calls are over. */
    public void progress(Campaign campaign) {
        CampaignCounts counts = campaign.counts();
        boolean begun = campaign.status() == CampaignStatus.RUNNING || campaign.status() == CampaignStatus.COMPLETED;
        if (!begun || counts == null || counts.total() == null || counts.pending() == null || counts.total() == 0) {
            return;
        }
        int all = counts.total();
        int over = all - counts.pending();
        int filled = (int) ((long) BAR * over / all);
        say(
                "  %4d s   [%s%s] %3d %%   %d of %d called",
                seconds(), "#".repeat(filled), "-".repeat(BAR - filled), 100L * over / all, over, all);
    }

    void sums(Map<String, Integer> counts) {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        String ends = counts.entrySet().stream()
                .map(end -> end.getValue() + " "
                        + end.getKey().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
        say("");
        say("  The CRM has %d people: %s", all, ends);
    }

    long seconds() {
        return Duration.between(start, Instant.now()).toSeconds();
    }
}
