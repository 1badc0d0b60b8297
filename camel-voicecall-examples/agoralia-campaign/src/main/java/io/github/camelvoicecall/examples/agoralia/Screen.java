package io.github.camelvoicecall.examples.agoralia;

import io.github.camelvoicecall.examples.agoralia.Crm.Lead;
import io.github.camelvoicecall.model.AccountInfo;
import io.github.camelvoicecall.model.CampaignChange;
import io.github.camelvoicecall.model.Masked;
import io.github.camelvoicecall.model.RecipientsAdded;
import io.github.camelvoicecall.model.VoiceCall;
import java.io.PrintStream;
import java.util.List;

/** What the example shows: one story in lines of at most 100 columns, with numbers masked. Thread-safe. */
public final class Screen {
    private final PrintStream out;

    Screen(PrintStream out) {
        this.out = out;
    }

    void say(String text, Object... values) {
        out.println(text.formatted(values));
        out.flush();
    }

    /** What the account is and may do. */
    public void account(AccountInfo account) {
        say(
                "  Workspace %s, plan %s, %d requests a minute; the key has %d scopes.",
                account.name(),
                account.plan(),
                account.requestsPerMinute(),
                account.scopes() == null ? 0 : account.scopes().size());
    }

    /** How many leads came in. */
    public void added(RecipientsAdded all) {
        say(
                "  %d leads: %d in (%d sent by an earlier run), %d unusable",
                all.rows(),
                all.accepted() + all.skipped(),
                all.skipped(),
                all.rejected() + all.duplicate() + all.failed());
    }

    /** What came of the start. */
    public void proposed(CampaignChange start) {
        say("  Start of campaign %s: %s, proposal %s", start.campaignId(), start.result(), start.proposalId());
    }

    /** A finished call. */
    public void result(VoiceCall call) {
        say(
                "  %-17s %s: %s",
                call.contactName(),
                Masked.number(call.to()),
                call.unresolved() == null ? call.status() : call.unresolved());
    }

    void table(List<Lead> leads) {
        say("");
        say("  %-6s %-17s %-16s %-11s %s", "Lead", "Name", "Number", "Result", "Pays today");
        say("  %s", "-".repeat(64));
        for (Lead lead : leads) {
            String said =
                    lead.premium() == null ? lead.reason() : lead.premium().toPlainString();
            String line = "  %-6s %-17s %-16s %-11s %s"
                    .formatted(lead.id(), lead.name(), Masked.number(lead.number()), lead.status(), said);
            say("%s", line.length() <= 100 ? line : line.substring(0, 99) + "…");
        }
    }
}
