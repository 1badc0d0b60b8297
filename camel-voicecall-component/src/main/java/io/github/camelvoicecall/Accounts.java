package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.CallReader;
import io.github.camelvoicecall.client.HttpSettings;
import io.github.camelvoicecall.client.Quota;
import io.github.camelvoicecall.client.RateLimiter;
import io.github.camelvoicecall.client.RateLimits;
import io.github.camelvoicecall.client.Retries;
import io.github.camelvoicecall.client.Sleeper;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.AccountInfo;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.CampaignStatus;
import io.github.camelvoicecall.provider.FieldNames;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.RateLimit;
import io.github.camelvoicecall.provider.StatusWords;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts of a component: which credentials an endpoint uses, and what those who use the same ones share. Thread safe. */
final class Accounts {
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final int MAX_CONNECTIONS = 64;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final RandomGenerator JITTER =
            () -> ThreadLocalRandom.current().nextLong();

    private final VoiceCallComponent component;
    private final Map<AccountId, Account> accounts = new HashMap<>();
    private final Map<AccountId, Credentials> credentials = new HashMap<>();
    private final Map<String, RateLimiter> limiters = new HashMap<>();

    Accounts(VoiceCallComponent component) {
        this.component = component;
    }

    synchronized Account of(VoiceCallEndpoint endpoint) {
        VoiceCallConfiguration configuration = endpoint.getConfiguration();
        Credentials used = Credentials.of(endpoint, component.getCamelContext().getRegistry());
        CallLedger ledger = component.ledgerFor(configuration);
        AccountId id = idFor(used, ledger);
        Account account = accounts.computeIfAbsent(id, key -> new Account(key, endpoint.spec(), ledger, component));
        if (account.ledger() != ledger) {
            throw new IllegalArgumentException(
                    "Two endpoints of " + id
                            + " have different ledgers, so one would not know what the other placed: give both the same with the option ledger, or each a VoiceAccount of its own");
        }
        return account;
    }

    /** Ends all waits for calls: the application stops. */
    void stopWaiting() {
        List<Account> all;
        synchronized (this) {
            all = List.copyOf(accounts.values());
        }
        all.forEach(account -> account.waits().stop());
    }

    /**
     * Endpoints that name no account share one, whose name outlives a change of the key. A second key without a name gets an account of its own, so that calls and keys of two
     * customers never mix. In a ledger that outlives the process that won't do: which of the two comes first may change, and keys would be looked for under the other's name.
     */
    private AccountId idFor(Credentials used, CallLedger ledger) {
        AccountId id = new AccountId(used.provider(), used.name());
        Credentials known = credentials.putIfAbsent(id, used);
        if (known == null || known.sameKey(used)) {
            return id;
        }
        if (known.apiKey() == null) {
            credentials.put(id, used);
            return id;
        }
        if (ledger.durable()) {
            throw new IllegalArgumentException(
                    "A second API key for " + used.provider()
                            + " without an account name: after a restart the two could change places in the ledger, and people be called again. Give each key a VoiceAccount bean");
        }
        AccountId own = new AccountId(
                used.provider(),
                used.name() + "-"
                        + Sha256.of(used.baseUrl() + "\n" + used.apiKey()).substring(0, 8));
        if (credentials.putIfAbsent(own, used) == null) {
            LOG.warn(
                    "A second API key for {} without an account name: its calls are kept under {}, a name that changes with the key. Give each key a VoiceAccount bean.",
                    used.provider(),
                    own);
        }
        return own;
    }

    /** An endpoint's own client: its time-outs and retries over the account's limit. Null when no key is set. */
    ApiClient client(VoiceCallEndpoint endpoint, Account account) {
        VoiceCallConfiguration configuration = endpoint.getConfiguration();
        Credentials used = Credentials.of(endpoint, component.getCamelContext().getRegistry());
        if (used.apiKey() == null) {
            return null;
        }
        ProviderSpec spec = endpoint.spec();
        Clock clock = component.clock();
        Retries retries = new Retries(
                configuration.getMaxRetries(),
                Duration.ofMillis(configuration.getMaxRetryWait()),
                JITTER,
                Sleeper.REAL);
        return new ApiClient(
                spec,
                used.apiKey(),
                component.transport(used.baseUrl(), http(configuration)),
                limits(spec, account, used),
                retries,
                new CallReader(
                        spec,
                        words(spec, configuration.getStatusWords()),
                        campaignWords(spec, configuration.getCampaignStatusWords()),
                        names(spec, configuration.getFieldNames())),
                statuses(configuration.getNotPlacedStatuses()),
                clock);
    }

    private HttpSettings http(VoiceCallConfiguration configuration) {
        SSLContextParameters tls = configuration.getSslContextParameters();
        if (tls == null && component.isUseGlobalSslContextParameters()) {
            tls = component.retrieveGlobalSslContextParameters();
        }
        return new HttpSettings(
                aboveZero("connectTimeout", configuration.getConnectTimeout()),
                aboveZero("responseTimeout", configuration.getResponseTimeout()),
                MAX_CONNECTIONS,
                tls,
                configuration.getProxyHost(),
                configuration.getProxyPort(),
                component.getHttpComponent());
    }

    private static Duration aboveZero(String option, long millis) {
        if (millis <= 0) {
            throw new IllegalArgumentException("Option " + option + ": must be above 0, such as 30s");
        }
        return Duration.ofMillis(millis);
    }

    /** What the user says takes the place of what the provider documents. */
    private RateLimits limits(ProviderSpec spec, Account account, Credentials used) {
        Integer wanted = used.requestsPerMinute();
        RateLimit.Scope scope =
                spec.rateLimits().stream().map(RateLimit::scope).findFirst().orElse(RateLimit.Scope.KEY);
        RateLimit only = new RateLimit(wanted == null ? 0 : wanted, MINUTE, scope);
        if (wanted != null) {
            return RateLimits.of(limiter(only, account, used.baseUrl(), true));
        }
        List<RateLimit> documented = spec.rateLimits().isEmpty() ? List.of(only) : spec.rateLimits();
        return RateLimits.of(documented.stream()
                .map(limit -> limiter(limit, account, used.baseUrl(), false))
                .toList());
    }

    /** Takes over what the provider says of a key's limits, unless the user said otherwise. */
    synchronized void learn(AccountInfo info, Account account) {
        for (RateLimit limit : account.spec().rateLimits()) {
            Integer told = limit.window().equals(MINUTE) ? info.requestsPerMinute() : info.requestsPerDay();
            Integer wanted = credentials.get(account.id()).requestsPerMinute();
            boolean known = limit.window().equals(MINUTE) || limit.window().equals(Duration.ofDays(1));
            if (limit.scope() == RateLimit.Scope.KEY && known && told != null && told > 0 && wanted == null) {
                limiter(new RateLimit(told, limit.window(), limit.scope()), account, null, true);
            }
        }
    }

    /** An address or account can have several limits, told apart by their windows. */
    private synchronized RateLimiter limiter(RateLimit limit, Account account, String address, boolean change) {
        String counted = limit.scope() == RateLimit.Scope.ADDRESS
                ? address
                : account.id().toString();
        String name = limit.window().equals(MINUTE) ? counted : counted + "/" + limit.window();
        CallLedger ledger = account.ledger();
        int requests = limit.requests();
        Quota quota = ledger.durable() && requests > 0 ? shared(ledger, name, requests, limit.window()) : null;
        RateLimiter limiter = limiters.computeIfAbsent(
                name, key -> new RateLimiter(requests, limit.window(), quota, component.clock()));
        if (change) {
            limiter.limit(requests, quota);
        }
        return limiter;
    }

    /** A look needs its share of three quarters as well, so that a quarter is always left to those who place calls. */
    private static Quota shared(CallLedger ledger, String name, int requests, Duration window) {
        int looks = Math.max(1, requests - requests / 4);
        return (use, wanted) -> {
            boolean look = use == RateLimiter.Use.LOOK;
            int allowed = look ? ledger.reserve(name + "/looks", looks, window, wanted, RateLimiter.BLOCK) : wanted;
            return allowed == 0 ? 0 : ledger.reserve(name, requests, window, allowed, RateLimiter.BLOCK);
        };
    }

    static StatusWords<CallStatus> words(ProviderSpec spec, String option) {
        return words(spec.statuses(), CallStatus.class, "statusWords", option);
    }

    private static StatusWords<CampaignStatus> campaignWords(ProviderSpec spec, String option) {
        return words(spec.campaignStatuses(), CampaignStatus.class, "campaignStatusWords", option);
    }

    private static <S extends Enum<S>> StatusWords<S> words(
            StatusWords<S> documented, Class<S> statuses, String name, String option) {
        StatusWords<S> words = documented;
        for (Map.Entry<String, String> word : pairs(name, "word=STATUS", option).entrySet()) {
            words = words.with(word.getKey(), status(statuses, name, word.getValue()));
        }
        return words;
    }

    private static FieldNames names(ProviderSpec spec, String option) {
        FieldNames names = spec.names();
        for (Map.Entry<String, String> field :
                pairs("fieldNames", "field=theirs", option).entrySet()) {
            if (!spec.names().ours().contains(field.getKey())) {
                throw new IllegalArgumentException("Option fieldNames: "
                        + (spec.names().ours().isEmpty()
                                ? spec.name() + " documents its answers; leave the option out"
                                : "'" + field.getKey() + "' is none of "
                                        + spec.names().ours()));
            }
            names = names.with(field.getKey(), field.getValue());
        }
        return names;
    }

    private static <S extends Enum<S>> S status(Class<S> statuses, String option, String name) {
        try {
            return Enum.valueOf(statuses, name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Option " + option + ": '" + name + "' is none of " + Arrays.toString(statuses.getEnumConstants()),
                    e);
        }
    }

    private static Map<String, String> pairs(String name, String form, String option) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : ObjectHelper.isEmpty(option) ? new String[0] : option.split(",")) {
            String[] sides = pair.split("=", 2);
            if (sides.length < 2 || sides[0].isBlank() || sides[1].isBlank()) {
                throw new IllegalArgumentException("Option " + name + ": write " + form + ", separated by commas");
            }
            pairs.put(sides[0].trim(), sides[1].trim());
        }
        return pairs;
    }

    private static Set<Integer> statuses(String option) {
        if (ObjectHelper.isEmpty(option)) {
            return Set.of();
        }
        try {
            return Arrays.stream(option.split(","))
                    .map(String::trim)
                    .map(Integer::valueOf)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Option notPlacedStatuses: write HTTP statuses separated by commas, such as 503", e);
        }
    }
}
