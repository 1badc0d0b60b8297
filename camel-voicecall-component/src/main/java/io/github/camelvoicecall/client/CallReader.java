package io.github.camelvoicecall.client;

import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.Campaign;
import io.github.camelvoicecall.model.CampaignStatus;
import io.github.camelvoicecall.model.VoiceCall;
import io.github.camelvoicecall.model.VoiceCallBuilder;
import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Echo;
import io.github.camelvoicecall.provider.FieldNames;
import io.github.camelvoicecall.provider.Json;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.StatusWords;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finishes what a provider's reader began: status words, the raw JSON, our own reference taken out of what the provider echoes. Immutable.
 *
 * @param spec the provider
 * @param words its words for calls, the user's own included
 * @param campaignWords its words for campaigns, the user's own included
 * @param names where the fields of its answers stand, as far as that isn't documented, the user's own included
 */
public record CallReader(
        ProviderSpec spec, StatusWords<CallStatus> words, StatusWords<CampaignStatus> campaignWords, FieldNames names) {

    /**
     * With the provider's own words for campaigns and its own names.
     *
     * @param spec the provider
     * @param words its words for calls
     */
    public CallReader(ProviderSpec spec, StatusWords<CallStatus> words) {
        this(spec, words, spec.campaignStatuses(), spec.names());
    }

    /**
     * Finishes what a provider's reader made of an answer.
     *
     * @param read what it made
     * @return the result, a campaign's status put into our words
     */
    public Object finish(Object read) {
        return read instanceof Campaign campaign && campaign.status() == CampaignStatus.UNKNOWN
                ? campaign.toBuilder()
                        .status(campaignWords.of(campaign.rawStatus()))
                        .build()
                : read;
    }

    /**
     * Finishes a call.
     *
     * @param read what the provider's reader made of the JSON
     * @param json the JSON
     * @return the call and our reference
     */
    public Reading finish(VoiceCallBuilder read, Json json) {
        VoiceCall call =
                read.provider(spec.name()).verified(true).raw(json.object()).build();
        if (!Binding.isId(call.id())) {
            call = read.id(null).build();
        }
        if (call.status() == CallStatus.UNKNOWN && call.rawStatus() != null) {
            call = read.status(words.of(call.rawStatus())).raw(call.raw()).build();
        }
        Echo echo = spec.echo().orElse(null);
        String ref = echo == null ? null : echo.ref(json);
        return new Reading(ref == null ? call : withoutReference(call, echo.key()), ref);
    }

    private static VoiceCall withoutReference(VoiceCall call, String key) {
        return call.toBuilder()
                .variables(without(call.variables(), key))
                .metadata(without(call.metadata(), key))
                .build();
    }

    private static Map<String, Object> without(Map<String, Object> echoed, String key) {
        Map<String, Object> ours = new LinkedHashMap<>(echoed);
        ours.remove(key);
        return ours;
    }
}
