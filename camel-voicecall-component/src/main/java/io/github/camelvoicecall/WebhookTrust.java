package io.github.camelvoicecall;

import io.github.camelvoicecall.provider.Binding;
import io.github.camelvoicecall.provider.Operation;
import io.github.camelvoicecall.provider.ProviderSpec;
import io.github.camelvoicecall.provider.Signature;
import io.github.camelvoicecall.provider.SignedPart;
import io.github.camelvoicecall.provider.WebhookScheme;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;

/**
 * How an endpoint tells the provider's webhooks from forged ones: by a signature, documented or configured, or by a token of ours, which travels in a header where the provider can
 * send one, else in the path. Immutable.
 *
 * @param scheme the provider's webhook, completed by the endpoint's options
 * @param secrets secrets that may sign now
 * @param tokens tokens that let in now, the present one first
 * @param verify false when something in front has checked already
 * @param byHeader whether the token travels in a header
 */
record WebhookTrust(WebhookScheme scheme, List<String> secrets, List<String> tokens, boolean verify, boolean byHeader) {
    /** Header that carries the token. */
    static final String HEADER = "X-Voicecall-Token";

    /** Place of the token in the path, which servers print in place of the token. */
    static final String PLACE = "voicecallToken";

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]{16,}");
    private static final Pattern PART = Pattern.compile("\\{body}|\\{header:([^}]+)}");

    /** Null for a provider without webhooks. */
    static WebhookTrust of(ProviderSpec spec, VoiceCallConfiguration options, Credentials credentials) {
        if (spec.webhook().isEmpty()) {
            return null;
        }
        WebhookScheme documented = spec.webhook().get();
        WebhookScheme found = documented.found(options.getWebhookEventField(), options.getWebhookCallIdField());
        String header = options.getWebhookSignatureHeader();
        WebhookScheme scheme = header == null ? found : found.signed(signature(documented, header, options));
        WebhookTrust trust = new WebhookTrust(
                scheme, credentials.secrets(), credentials.tokens(), options.isVerifySignature(), sendsHeaders(spec));
        trust.check(spec.name());
        return trust;
    }

    private static boolean sendsHeaders(ProviderSpec spec) {
        return spec.binding(Operation.CREATE_WEBHOOK).map(Binding::fields).orElse(List.of()).stream()
                .anyMatch(field -> field.name().equals(WebhookRegistration.HEADERS));
    }

    private void check(String provider) {
        if (!tokens.isEmpty() && !scheme.hints()) {
            throw new IllegalArgumentException(
                    "webhookToken: " + provider + " signs its webhooks; set webhookSecret, and leave the token out");
        }
        if (!tokens.stream().allMatch(token -> TOKEN.matcher(token).matches())) {
            throw new IllegalArgumentException(
                    "webhookToken: must be 16 or more letters, digits or - . _ ~, made by chance, such as by openssl rand -hex 32");
        }
        if (scheme.signature() == null && !secrets.isEmpty()) {
            throw new IllegalArgumentException(
                    "webhookSecret: how " + provider
                            + " signs its webhooks isn't documented, so a secret alone checks nothing; set webhookToken, or webhookSignatureHeader as well once you know");
        }
        if (scheme.hints() && scheme.signature() != null && secrets.isEmpty()) {
            throw new IllegalArgumentException(
                    "webhookSignatureHeader: set webhookSecret as well, or nothing can be checked");
        }
    }

    /** True when every webhook is checked, here or in front of us. */
    boolean complete() {
        boolean signed = scheme.signature() != null && !secrets.isEmpty();
        boolean tokened = scheme.hints() && !tokens.isEmpty();
        return signed || tokened || !verify;
    }

    /** What to set so that webhooks are checked. */
    String missing() {
        String option = scheme.hints() ? "webhookToken (and give it to the provider)" : "webhookSecret";
        return "set " + option
                + ", so that forged webhooks are told from real ones (or verifySignature=false, if something in front has checked them)";
    }

    boolean bySignature() {
        return verify && scheme.signature() != null;
    }

    boolean byToken() {
        return verify && scheme.hints() && !tokens.isEmpty();
    }

    /** The path that the server opens, with a place for the token where it travels in the path. */
    String path(String path) {
        return byToken() && !byHeader ? path + "/{" + PLACE + "}" : path;
    }

    /** The path that the provider posts to. Holds the token where it travels in the path. */
    String postedTo(String path) {
        return byToken() && !byHeader ? path + "/" + tokens.get(0) : path;
    }

    private static Signature signature(WebhookScheme documented, String header, VoiceCallConfiguration options) {
        if (!documented.hints()) {
            throw new IllegalArgumentException(
                    "webhookSignatureHeader: the signature of this provider is documented and built in; leave the option out");
        }
        String algorithm = options.getWebhookSignatureAlgorithm();
        try {
            Mac.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(
                    "webhookSignatureAlgorithm: must be the name of an HMAC, such as HmacSHA256", e);
        }
        return new Signature(
                header,
                algorithm,
                options.getWebhookSignatureEncoding(),
                options.getWebhookSignaturePrefix() == null ? "" : options.getWebhookSignaturePrefix(),
                parts(options.getWebhookSignedContent()));
    }

    private static List<SignedPart> parts(String template) {
        List<SignedPart> parts = new ArrayList<>();
        Matcher part = PART.matcher(template);
        int end = 0;
        while (part.find()) {
            parts.add(SignedPart.text(template.substring(end, part.start())));
            parts.add(part.group(1) == null ? SignedPart.RAW_BODY : SignedPart.header(part.group(1)));
            end = part.end();
        }
        parts.add(SignedPart.text(template.substring(end)));
        if (!parts.contains(SignedPart.RAW_BODY)) {
            throw new IllegalArgumentException(
                    "webhookSignedContent: must hold {body}, such as {header:X-Timestamp}.{body}");
        }
        return parts;
    }

    /** Shows neither secrets nor tokens. */
    @Override
    public String toString() {
        return "WebhookTrust[verify=" + verify + ", byHeader=" + byHeader + "]";
    }
}
