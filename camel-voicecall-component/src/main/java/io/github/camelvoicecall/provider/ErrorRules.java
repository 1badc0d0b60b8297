package io.github.camelvoicecall.provider;

import io.github.camelvoicecall.provider.ErrorRule.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Ordered error rules of a provider, with the places where it puts the error text. Immutable. */
public final class ErrorRules {
    private static final ErrorRule NOBODY_KNOWS = new ErrorRule(
            0, 999, null, Kind.UNKNOWN, null, "the provider failed without saying whether it did what was asked");

    private final List<String> texts;
    private final Details details;
    private final List<ErrorRule> rules;
    private final boolean anyText;

    private ErrorRules(List<String> texts, Details details, List<ErrorRule> rules, boolean anyText) {
        this.texts = List.copyOf(texts);
        this.details = details;
        this.rules = List.copyOf(rules);
        this.anyText = anyText;
    }

    /** Where a list of faults stands, and in each fault the path of the field and the text. */
    private record Details(String list, String where, String text) {
        private boolean in(Json answer) {
            return answer.at(list).isArray();
        }

        private String text(Json answer) {
            return answer.list(list).stream()
                    .map(fault -> String.join(".", fault.texts(where)) + ": " + fault.text(text))
                    .collect(Collectors.joining("; "));
        }

        private Optional<String> field(Json answer) {
            return answer.list(list).stream()
                    .map(fault -> fault.texts(where))
                    .filter(path -> !path.isEmpty())
                    .map(path -> path.get(path.size() - 1))
                    .findFirst();
        }
    }

    /**
     * What HTTP itself says, and no more: 400, 404, 422 invalid; 401, 403 key; 402 credit; 429 throttled; 3xx moved; everything else is unknown.
     *
     * @param texts names or pointers where an error text may stand, first match wins
     * @return the rules
     */
    public static ErrorRules standard(String... texts) {
        return new ErrorRules(List.of(texts), null, List.of(), false)
                .status(
                        300,
                        399,
                        Kind.REDIRECT,
                        null,
                        "the address moved; set baseUrl to where the API is now (redirects are never followed)")
                .status(400, 400, Kind.INVALID, null, "mend the request")
                .status(401, 401, Kind.CREDENTIALS, null, "check apiKey")
                .status(402, 402, Kind.CREDIT, null, "top up the account or wait for the next period")
                .status(403, 403, Kind.CREDENTIALS, null, "the key may not do this; check its rights")
                .status(404, 404, Kind.INVALID, null, "there is no such thing in this account; check the ids")
                .status(422, 422, Kind.INVALID, null, "mend the request")
                .status(429, 429, Kind.THROTTLED, null, "too many requests");
    }

    private ErrorRules status(int from, int to, Kind kind, String field, String mend) {
        List<ErrorRule> more = new ArrayList<>(rules);
        more.add(new ErrorRule(from, to, null, kind, field, mend));
        return new ErrorRules(texts, details, more, anyText);
    }

    /**
     * Puts a provider's own rule before the others.
     *
     * @param rule the rule
     * @return the extended rules
     */
    public ErrorRules first(ErrorRule rule) {
        List<ErrorRule> more = new ArrayList<>();
        more.add(rule);
        more.addAll(rules);
        return new ErrorRules(texts, details, more, anyText);
    }

    /**
     * A refusal that this provider documents for a status.
     *
     * @param status the status
     * @param field our name of the field to mend
     * @param mend what to do
     * @return the extended rules
     */
    public ErrorRules invalid(int status, String field, String mend) {
        return first(new ErrorRule(status, status, null, Kind.INVALID, field, mend));
    }

    /**
     * What this provider says of credit that doesn't suffice.
     *
     * @param status the status
     * @param mend what to do
     * @return the extended rules
     */
    public ErrorRules credit(int status, String mend) {
        return first(new ErrorRule(status, status, null, Kind.CREDIT, null, mend));
    }

    /**
     * A list of faults that this provider gives, each with the path of a field.
     *
     * @param list pointer to the list
     * @param where name of the path in a fault, an array whose last element is the field
     * @param text name of the text in a fault
     * @return the extended rules
     */
    public ErrorRules details(String list, String where, String text) {
        return new ErrorRules(texts, new Details(list, where, text), rules, anyText);
    }

    /** @return the extended rules: an answer in no documented form is an error text as it stands */
    public ErrorRules anyText() {
        return new ErrorRules(texts, details, rules, true);
    }

    /** @return true when an answer in no documented form is an error text as it stands */
    public boolean takesAnyText() {
        return anyText;
    }

    /**
     * The rule for an answer to a request that changes something.
     *
     * @param status the HTTP status
     * @param error the error text, or null
     * @return the first that fits; there always is one
     */
    public ErrorRule of(int status, String error) {
        return of(status, error, true);
    }

    /**
     * The rule for an answer.
     *
     * @param status the HTTP status
     * @param error the error text, or null
     * @param changes whether the request was one that changes something; a read sends none of the fields that rules name
     * @return the first that fits; there always is one
     */
    public ErrorRule of(int status, String error, boolean changes) {
        return rules.stream()
                .filter(rule -> rule.field() == null || changes)
                .filter(rule -> rule.fits(status, error))
                .findFirst()
                .orElse(NOBODY_KNOWS);
    }

    /**
     * The error text of an answer.
     *
     * @param answer the answer
     * @return the text, or null
     */
    public String text(Json answer) {
        if (details != null && details.in(answer)) {
            return details.text(answer);
        }
        return texts.stream().filter(answer::has).map(answer::text).findFirst().orElse(null);
    }

    /**
     * The field that the provider complains about.
     *
     * @param answer the answer
     * @return the provider's name of it, if it says so
     */
    public Optional<String> field(Json answer) {
        return details != null && details.in(answer) ? details.field(answer) : Optional.empty();
    }
}
