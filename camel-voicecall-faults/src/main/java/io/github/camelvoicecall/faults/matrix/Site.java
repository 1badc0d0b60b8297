package io.github.camelvoicecall.faults.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where and as whom an application calls. */
record Site(Provider provider, String baseUrl, String apiKey, String agentId, String campaignId) {

    /** As a process gets it. */
    List<String> arguments() {
        return List.of(provider.name(), baseUrl, apiKey, agentId, campaignId);
    }

    static Site of(List<String> arguments) {
        return new Site(
                Provider.valueOf(arguments.get(0)),
                arguments.get(1),
                arguments.get(2),
                arguments.get(3),
                arguments.get(4));
    }

    /** The URI of what dials: at Agoralia a person added to a running campaign, elsewhere a call. */
    String dialling() {
        return uri(dials(), credentials(), dialOptions());
    }

    /** The same by an account bean, which has another address. */
    String diallingBy(String account) {
        return uri(dials(), "account=" + account, dialOptions());
    }

    private String dials() {
        return provider == Provider.AGORALIA ? "addRecipients" : "triggerCall";
    }

    private List<String> dialOptions() {
        List<String> options = new ArrayList<>(
                List.of("maxRetries=1", "maxRetryWait=10000", "connectTimeout=1000", "responseTimeout=2000"));
        if (provider != Provider.AGORALIA) {
            options.add("agentId=" + agentId);
        }
        return options;
    }

    String consuming(List<String> options) {
        return uri("callCompleted", credentials(), options);
    }

    private String credentials() {
        return "baseUrl=" + baseUrl + "&apiKey=RAW(" + apiKey + ")";
    }

    private String uri(String operation, String credentials, List<String> options) {
        return "voicecall:" + provider.id() + ":" + operation + "?" + credentials + "&requestsPerMinute=0&"
                + String.join("&", options);
    }

    Object body(String number) {
        return provider == Provider.AGORALIA ? List.of(Map.of("to", number)) : Map.of("to", number);
    }
}
