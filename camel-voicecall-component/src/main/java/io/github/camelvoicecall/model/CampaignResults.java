package io.github.camelvoicecall.model;

import java.util.List;
import java.util.Map;

/**
 * What a campaign's calls brought, as a table.
 *
 * @param provider the provider's name
 * @param campaignId the campaign
 * @param columns the columns, in order
 * @param rows values by column name
 * @param raw the provider's JSON as it came
 */
public record CampaignResults(
        String provider,
        String campaignId,
        List<Column> columns,
        List<Map<String, Object>> rows,
        Map<String, Object> raw)
        implements VoiceResult {
    /**
     * A column.
     *
     * @param name its key in the rows
     * @param label its heading
     */
    public record Column(String name, String label) {}

    /** Copies the lists and the JSON. */
    public CampaignResults {
        columns = List.copyOf(columns);
        rows = rows.stream().map(Values::copy).toList();
        raw = Values.copy(raw);
    }

    /** Shows no rows, which hold people's data. */
    @Override
    public String toString() {
        return "CampaignResults[provider=%s, campaignId=%s, columns=%s, rows=%d]"
                .formatted(provider, campaignId, columns, rows.size());
    }
}
