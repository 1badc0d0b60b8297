package io.github.camelvoicecall.ledger;

import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.Recipient;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/** People of campaigns in a map; when it is full, those who were kept first are forgotten. Not thread safe. */
final class MemoryLeads implements LeadStore {
    private record Lead(AccountId account, String campaign, String digits) {}

    private record Kept(Recipient person, Instant at) {}

    private final Map<Lead, Kept> leads = new LinkedHashMap<>();
    private final IntSupplier max;

    MemoryLeads(IntSupplier max) {
        this.max = max;
    }

    @Override
    public void put(AccountId account, String campaign, Map<String, Recipient> byDigits, Instant now) {
        byDigits.forEach((digits, person) -> {
            Lead lead = new Lead(account, campaign, digits);
            leads.remove(lead);
            leads.put(lead, new Kept(person, now));
        });
        var eldest = leads.keySet().iterator();
        while (leads.size() > max.getAsInt()) {
            eldest.next();
            eldest.remove();
        }
    }

    @Override
    public Optional<Recipient> find(AccountId account, String campaign, String digits) {
        return Optional.ofNullable(leads.get(new Lead(account, campaign, digits)))
                .map(Kept::person);
    }

    @Override
    public int forget(String digits) {
        return removeIf(lead -> lead.getKey().digits().equals(digits));
    }

    @Override
    public int prune(Instant before) {
        return removeIf(lead -> lead.getValue().at().isBefore(before));
    }

    private int removeIf(Predicate<Map.Entry<Lead, Kept>> gone) {
        int before = leads.size();
        leads.entrySet().removeIf(gone);
        return before - leads.size();
    }
}
