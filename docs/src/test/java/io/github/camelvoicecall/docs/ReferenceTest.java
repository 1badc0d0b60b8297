package io.github.camelvoicecall.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.providers.Agoralia;
import io.github.camelvoicecall.providers.OutboundCalls;
import io.github.camelvoicecall.providers.Samora;
import io.github.camelvoicecall.providers.VoxBridge;
import io.github.camelvoicecall.providers.Vyora;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made out of the declarations is made anew in every build; when that changes it, the build fails until the change is committed. */
class ReferenceTest {
    private static final String BEGIN = "<!-- Made by the build from the providers' declarations. -->\n\n";
    private static final String END = "\n<!-- End of what the build makes. -->\n";

    @Test
    void the_reference_is_what_the_catalog_says() throws Exception {
        mustBe("docs/reference.md", Reference.text());
    }

    @Test
    void the_readme_has_the_table_of_what_each_provider_can_do() throws Exception {
        String page = Files.readString(Page.ROOT.resolve("README.md"));
        assertThat(page).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
        String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String after = page.substring(page.indexOf(END));

        mustBe("README.md", before + String.join("\n", Capabilities.table("docs/")) + "\n" + after);
    }

    private static void mustBe(String path, String now) throws Exception {
        Path page = Page.ROOT.resolve(path);
        String committed = Files.exists(page) ? Files.readString(page) : "";

        if (!committed.equals(now)) {
            Files.writeString(page, now);
        }

        assertThat(committed)
                .as("%s was out of date and has been written anew: look at it and commit it", path)
                .isEqualTo(now);
    }

    /** What the pages of the providers promise, so that the table can't be wrong in the same way as the code that makes it. */
    @Test
    void the_table_says_what_the_pages_of_the_providers_say() {
        ProviderSpec samora = new Samora().spec();
        ProviderSpec agoralia = new Agoralia().spec();
        ProviderSpec outboundCalls = new OutboundCalls().spec();

        assertThat(of(new VoxBridge().spec(), Operation.TRIGGER_CALL)).isEqualTo("yes (look-up by reference: list)");
        assertThat(of(new Vyora().spec(), Operation.TRIGGER_CALL)).isEqualTo("yes (look-up by reference: webhook)");
        assertThat(of(samora, Operation.TRIGGER_CALL)).isEqualTo("yes (look-up by reference: webhook)");
        assertThat(of(outboundCalls, Operation.TRIGGER_CALL)).isEqualTo("yes (look-up by number)");
        assertThat(of(agoralia, Operation.TRIGGER_CALL)).isEqualTo("no");
        assertThat(of(agoralia, Operation.ADD_RECIPIENTS)).isEqualTo("yes (key, natural key)");
        assertThat(of(samora, Operation.ADD_RECIPIENTS)).isEqualTo("yes (none)");
        assertThat(of(agoralia, Operation.CREATE_CAMPAIGN)).isEqualTo("yes (key)");
        assertThat(of(samora, Operation.CREATE_CAMPAIGN)).isEqualTo("yes (none)");
        assertThat(of(samora, Operation.UPDATE_WEBHOOK)).isEqualTo("yes (natural key)");
        assertThat(of(samora, Operation.STOP_CAMPAIGN)).isEqualTo("yes (look-up of its status)");
        assertThat(of(outboundCalls, Operation.CREATE_CONTACT)).isEqualTo("yes (none)");
        assertThat(of(outboundCalls, Operation.LIST_CONTACTS)).isEqualTo("yes");
        assertThat(of(agoralia, Operation.CALL_COMPLETED)).isEqualTo("list");
        assertThat(of(samora, Operation.CALL_COMPLETED)).isEqualTo("webhook (token), single read");
        assertThat(of(new Vyora().spec(), Operation.CALL_COMPLETED)).isEqualTo("webhook (signed), single read");
        assertThat(of(outboundCalls, Operation.CALL_EVENTS)).isEqualTo("webhook (token)");
        assertThat(of(agoralia, Operation.CALL_EVENTS)).isEqualTo("no");
        assertThat(of(samora, Operation.RESOLVE_CALL)).isEqualTo("from the ledger");
    }

    private static String of(ProviderSpec provider, Operation operation) {
        return Capabilities.guarantee(provider, operation);
    }

    @Test
    void every_provider_has_its_column() throws Exception {
        List<String> table = Capabilities.table("docs/");

        assertThat(table.get(0))
                .contains(
                        "[Agoralia](docs/agoralia.md)",
                        "[OutboundCalls](docs/outboundcalls.md)",
                        "[Samora](docs/samora.md)",
                        "[VoxBridge](docs/voxbridge.md)",
                        "[Vyora](docs/vyora.md)");
        assertThat(table).hasSize(2 + Operation.values().length);
    }
}
