package io.github.camelvoicecall;

import io.github.camelvoicecall.client.ApiClient;
import io.github.camelvoicecall.client.CallReader;
import io.github.camelvoicecall.client.HttpSettings;
import io.github.camelvoicecall.client.Quota;
import io.github.camelvoicecall.client.RateLimiter;
import io.github.camelvoicecall.client.Retries;
import io.github.camelvoicecall.client.Sleeper;
import io.github.camelvoicecall.ledger.CallLedger;
import io.github.camelvoicecall.model.AccountId;
import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.RateLimit;
import io.github.camelvoicecall.provider.StatusWords;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
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
        AccountId id = idFor(used);
        Account account = accounts.computeIfAbsent(id, key -> new Account(key, endpoint.spec(), ledger, component));
        if (account.ledger() != ledger) {
            throw new IllegalArgumentException(
                    "Two endpoints of " + id
                            + " have different ledgers, so one would not know what the other placed: give both the same with the option ledger, or each a VoiceAccount of its own");
        }
        return account;
    }

    /**
     * Endpoints that name no account share one, whose name outlives a change of the key. A second key without a name gets an account of its own, so that calls and keys of two
     * customers never mix.
     */
    private AccountId idFor(Credentials used) {
        AccountId id = new AccountId(used.provider(), used.name());
        Credentials known = credentials.putIfAbsent(id, used);
        if (known == null || known.sameKey(used)) {
            return id;
        }
        if (known.apiKey() == null) {
            credentials.put(id, used);
            return id;
        }
        AccountId own = new AccountId(
                used.provider(),
                used.name() + "-"
                        + digest(used.baseUrl() + "\n" + used.apiKey()).substring(0, 8));
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
                limiter(spec, account, used),
                retries,
                new CallReader(spec, words(spec, configuration.getStatusWords())),
                statuses(configuration.getNotPlacedStatuses()),
                clock);
    }

    private HttpSettings http(VoiceCallConfiguration configuration) {
        SSLContextParameters tls = configuration.getSslContextParameters();
        if (tls == null && component.isUseGlobalSslContextParameters()) {
            tls = component.retrieveGlobalSslContextParameters();
        }
        return new HttpSettings(
                Duration.ofMillis(configuration.getConnectTimeout()),
                Duration.ofMillis(configuration.getResponseTimeout()),
                MAX_CONNECTIONS,
                tls,
                configuration.getProxyHost(),
                configuration.getProxyPort(),
                component.getHttpComponent());
    }

    private synchronized RateLimiter limiter(ProviderSpec spec, Account account, Credentials used) {
        RateLimit documented = spec.rateLimit().orElse(new RateLimit(0, Duration.ofMinutes(1), RateLimit.Scope.KEY));
        String name = documented.scope() == RateLimit.Scope.ADDRESS
                ? used.baseUrl()
                : account.id().toString();
        int requests = used.requestsPerMinute() == null ? documented.requests() : used.requestsPerMinute();
        Duration window = used.requestsPerMinute() == null ? documented.window() : Duration.ofMinutes(1);
        CallLedger ledger = account.ledger();
        Quota quota = ledger.durable() && requests > 0 ? shared(ledger, name, requests, window) : null;
        RateLimiter limiter =
                limiters.computeIfAbsent(name, key -> new RateLimiter(requests, window, quota, component.clock()));
        if (used.requestsPerMinute() != null) {
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

    static StatusWords words(ProviderSpec spec, String option) {
        StatusWords words = spec.statuses();
        for (Map.Entry<String, String> word : pairs(option).entrySet()) {
            words = words.with(word.getKey(), status(word.getValue()));
        }
        return words;
    }

    private static CallStatus status(String name) {
        try {
            return CallStatus.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Option statusWords: '" + name + "' is none of " + Arrays.toString(CallStatus.values()), e);
        }
    }

    private static Map<String, String> pairs(String option) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : ObjectHelper.isEmpty(option) ? new String[0] : option.split(",")) {
            String[] sides = pair.split("=", 2);
            if (sides.length < 2 || sides[0].isBlank()) {
                throw new IllegalArgumentException("Option statusWords: write word=STATUS, separated by commas");
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

    static String digest(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8));
    }

    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
