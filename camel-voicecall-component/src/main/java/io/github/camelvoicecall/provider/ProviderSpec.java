package io.github.camelvoicecall.provider;

import io.github.camelvoicecall.model.CallStatus;
import io.github.camelvoicecall.model.CampaignStatus;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The declaration of a provider: everything the engine, the health checks and the documentation know of it. Immutable and thread safe; made by {@link #named}.
 */
public final class ProviderSpec {
    private final Builder declared;

    private ProviderSpec(Builder declared) {
        this.declared = declared;
    }

    /**
     * Starts a declaration.
     *
     * @param name the provider's name in URIs: lower-case letters, digits and {@code -}
     * @return a builder
     */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** @return the provider's name in URIs */
    public String name() {
        return declared.name;
    }

    /** @return where the API lives, without a slash at the end */
    public String baseUrl() {
        return declared.baseUrl;
    }

    /** @return how the key travels */
    public Auth auth() {
        return declared.auth;
    }

    /** @return the documented limits; all of them hold */
    public List<RateLimit> rateLimits() {
        return List.copyOf(declared.rateLimits);
    }

    /** @return headers that tell how much of a limit is left, if the provider sends them */
    public Optional<LimitHeaders> limitHeaders() {
        return Optional.ofNullable(declared.limitHeaders);
    }

    /** @return header of the idempotency key, if the provider honours one */
    public Optional<String> idempotencyHeader() {
        return Optional.ofNullable(declared.idempotencyHeader);
    }

    /**
     * How an operation is asked.
     *
     * @param operation the operation
     * @return its binding, if the provider's API has it
     */
    public Optional<Binding> binding(Operation operation) {
        return Optional.ofNullable(declared.bindings.get(operation));
    }

    /** @return what the provider's API has, with their bindings */
    public Map<Operation, Binding> bindings() {
        return Map.copyOf(declared.bindings);
    }

    /**
     * The way round an operation that the API doesn't have.
     *
     * @param operation the operation
     * @return a sentence, if there is a way
     */
    public Optional<String> instead(Operation operation) {
        return Optional.ofNullable(declared.instead.get(operation));
    }

    /**
     * The way round a field that the API doesn't have.
     *
     * @param field the field
     * @return a sentence, if there is a way
     */
    public Optional<String> instead(RequestField field) {
        return Optional.ofNullable(declared.insteadOf.get(field));
    }

    /** @return what answers outside 2xx mean */
    public ErrorRules errors() {
        return declared.errors;
    }

    /** @return the provider's words for a call's status */
    public StatusWords<CallStatus> statuses() {
        return declared.statuses;
    }

    /** @return the provider's words for a campaign's status */
    public StatusWords<CampaignStatus> campaignStatuses() {
        return declared.campaignStatuses;
    }

    /** @return where the fields of answers stand, as far as that isn't documented */
    public FieldNames names() {
        return declared.names;
    }

    /** @return where our reference travels, if the provider echoes something */
    public Optional<Echo> echo() {
        return Optional.ofNullable(declared.echo);
    }

    /** @return the webhook, if the provider has one */
    public Optional<WebhookScheme> webhook() {
        return Optional.ofNullable(declared.webhook);
    }

    /** @return true when transcript and analysis come in a second step after the end of the call */
    public boolean analyzes() {
        return declared.analyzes;
    }

    /** @return true when our reference comes back in the provider's list of calls */
    public boolean listsReferences() {
        return echo().isPresent() && binding(Operation.LIST_CALLS).isPresent();
    }

    /** @return true when nothing of ours comes back, and the list of calls can only be searched by number and time */
    public boolean listsNumbersOnly() {
        return echo().isEmpty()
                && binding(Operation.LIST_CALLS).isPresent()
                && binding(Operation.TRIGGER_CALL).isPresent();
    }

    /** @return the cheap read that shows whether address and key are right, if there is one */
    public Optional<Operation> probe() {
        return Optional.ofNullable(declared.probe);
    }

    /** Collects a declaration and checks it. Not thread safe. */
    public static final class Builder {
        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

        private final String name;
        private String baseUrl;
        private Auth auth;
        private final List<RateLimit> rateLimits = new ArrayList<>();
        private LimitHeaders limitHeaders;
        private String idempotencyHeader;
        private final Map<Operation, Binding> bindings = new EnumMap<>(Operation.class);
        private final Map<Operation, String> instead = new EnumMap<>(Operation.class);
        private final Map<RequestField, String> insteadOf = new EnumMap<>(RequestField.class);
        private ErrorRules errors = ErrorRules.standard("error", "message", "detail");
        private StatusWords<CallStatus> statuses = StatusWords.NONE;
        private StatusWords<CampaignStatus> campaignStatuses = StatusWords.NO_CAMPAIGNS;
        private FieldNames names = FieldNames.NONE;
        private Echo echo;
        private WebhookScheme webhook;
        private boolean analyzes;
        private Operation probe;

        private Builder(String name) {
            this.name = name;
        }

        /**
         * @param url where the API lives
         * @return this
         */
        public Builder baseUrl(String url) {
            baseUrl = url;
            return this;
        }

        /**
         * @param how how the key travels
         * @return this
         */
        public Builder auth(Auth how) {
            auth = how;
            return this;
        }

        /**
         * A documented limit; further ones hold at the same time.
         *
         * @param requests requests in any window
         * @param window length of the window
         * @param scope what the provider counts by
         * @return this
         */
        public Builder rateLimit(int requests, Duration window, RateLimit.Scope scope) {
            rateLimits.add(new RateLimit(requests, window, scope));
            return this;
        }

        /**
         * @param remaining header that tells how many requests are left
         * @param reset header that tells when there are more, Unix time in seconds
         * @return this
         */
        public Builder limitHeaders(String remaining, String reset) {
            limitHeaders = new LimitHeaders(remaining, reset);
            return this;
        }

        /**
         * @param header header of the idempotency key, for bindings that are {@link Binding#keyed()}
         * @return this
         */
        public Builder idempotencyHeader(String header) {
            idempotencyHeader = header;
            return this;
        }

        /**
         * @param operation an operation that the API has
         * @param binding how it is asked
         * @return this
         */
        public Builder on(Operation operation, Binding binding) {
            bindings.put(operation, binding);
            return this;
        }

        /**
         * @param operation an operation that the API lacks
         * @param way the way round, a sentence
         * @return this
         */
        public Builder instead(Operation operation, String way) {
            instead.put(operation, way);
            return this;
        }

        /**
         * @param field a field that the API lacks
         * @param way the way round, a sentence
         * @return this
         */
        public Builder instead(RequestField field, String way) {
            insteadOf.put(field, way);
            return this;
        }

        /**
         * @param rules what answers outside 2xx mean; by default what HTTP says
         * @return this
         */
        public Builder errors(ErrorRules rules) {
            errors = rules;
            return this;
        }

        /**
         * @param words the provider's documented words
         * @return this
         */
        public Builder statuses(StatusWords<CallStatus> words) {
            statuses = words;
            return this;
        }

        /**
         * @param words the provider's documented words for campaigns
         * @return this
         */
        public Builder campaignStatuses(StatusWords<CampaignStatus> words) {
            campaignStatuses = words;
            return this;
        }

        /**
         * @param where where the fields of answers are looked for, since nobody documents them
         * @return this
         */
        public Builder names(FieldNames where) {
            names = where;
            return this;
        }

        /**
         * @param where where our reference travels
         * @return this
         */
        public Builder echo(Echo where) {
            echo = where;
            return this;
        }

        /**
         * @param scheme the webhook
         * @return this
         */
        public Builder webhook(WebhookScheme scheme) {
            webhook = scheme;
            return this;
        }

        /** @return this; transcript and analysis come in a second step after the end of a call */
        public Builder analyzes() {
            analyzes = true;
            return this;
        }

        /**
         * @param operation the cheap read that shows whether address and key are right
         * @return this
         */
        public Builder probe(Operation operation) {
            probe = operation;
            return this;
        }

        /**
         * Checks the declaration.
         *
         * @return the declaration
         * @throws IllegalArgumentException if something is wrong, naming provider, operation and field
         */
        public ProviderSpec build() {
            require(name != null && NAME.matcher(name).matches(), "name", "must be lower-case letters, digits and '-'");
            require(
                    absolute(baseUrl),
                    "baseUrl",
                    "must be an absolute http or https address without a slash at the end");
            require(auth != null, "auth", "must say how the key travels");
            require(!bindings.isEmpty(), "on", "must bind at least one operation");
            require(probe == null || bindings.containsKey(probe), "probe", "must be an operation that is bound");
            bindings.forEach(this::check);
            if (webhook != null) {
                checkWebhook();
            }
            return new ProviderSpec(this);
        }

        private void check(Operation operation, Binding binding) {
            String at = operation + ".";
            require(binding.path().startsWith("/"), at + "path", "must start with '/'");
            require(binding.hasReader(), at + "reads", "must say how the answer is read");
            require(!binding.lists() || binding.paging() != null, at + "paging", "must say how the list goes on");
            require(
                    operation != Operation.TRIGGER_CALL || binding.body() != null,
                    at + "body",
                    "must make the request's body");
            require(
                    binding.repeat() != Repeat.KEYED || idempotencyHeader != null,
                    "idempotencyHeader",
                    "must be named, since " + operation + " is keyed");
            require(
                    operation != Operation.ADD_RECIPIENTS || binding.bulk().isPresent(),
                    at + "bulk",
                    "must say how rows are written");
            require(
                    operation != Operation.GET_CALL || binding.path().contains("{callId}"),
                    at + "path",
                    "must hold {callId}");
        }

        private void checkWebhook() {
            Signature signature = webhook.signature();
            require(
                    webhook.reader() != null || bindings.containsKey(Operation.GET_CALL),
                    "webhook.reader",
                    "must read the call out of an event, since it can't be read with getCall");
            require(!webhook.callId().isEmpty(), "webhook.callId", "must say where the call's id stands");
            require(webhook.answerWithin() != null, "webhook.answerWithin", "must say how long the provider waits");
            require(
                    signature == null || !signature.parts().isEmpty(),
                    "webhook.signature.parts",
                    "must say what is signed");
            require(
                    signature == null || !signature.header().isBlank(),
                    "webhook.signature.header",
                    "must name a header");
        }

        private static boolean absolute(String url) {
            try {
                return url != null && url.matches("https?://.+[^/]") && new URI(url).getHost() != null;
            } catch (URISyntaxException notAnAddress) {
                return false;
            }
        }

        private void require(boolean holds, String field, String rule) {
            if (!holds) {
                throw new IllegalArgumentException("Provider " + Objects.toString(name) + ": " + field + " " + rule);
            }
        }
    }
}
