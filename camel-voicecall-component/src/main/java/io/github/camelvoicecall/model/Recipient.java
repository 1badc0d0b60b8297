package io.github.camelvoicecall.model;

import java.util.Map;

/**
 * One person of a campaign: a row of {@code addRecipients}, also read from a {@code Map} or JSON with these names. Immutable; {@link #toString()} masks the number and shows no
 * data.
 *
 * @param to number to call: E.164, or national form when {@code defaultRegion} is set
 * @param contactId your own id of the person
 * @param contactName name of the person
 * @param variables values for the agent's prompt
 * @param extra fields of the row sent to the provider as they are
 */
public record Recipient(
        String to, String contactId, String contactName, Map<String, Object> variables, Map<String, Object> extra) {

    /** Copies the maps, so that none is null; those without an order of their own are sorted, so that another process sends the same bytes. */
    public Recipient {
        variables = Values.ordered(variables);
        extra = Values.ordered(extra);
    }

    /**
     * @param to number to call
     * @return a recipient with nothing but a number
     */
    public static Recipient of(String to) {
        return new Recipient(to, null, null, null, null);
    }

    /**
     * @param number number to call
     * @return the same person under another number
     */
    public Recipient to(String number) {
        return new Recipient(number, contactId, contactName, variables, extra);
    }

    /**
     * @param id your own id of the person
     * @return the changed recipient
     */
    public Recipient contactId(String id) {
        return new Recipient(to, id, contactName, variables, extra);
    }

    /**
     * @param name name of the person
     * @return the changed recipient
     */
    public Recipient contactName(String name) {
        return new Recipient(to, contactId, name, variables, extra);
    }

    /**
     * @param values values for the agent's prompt
     * @return the changed recipient
     */
    public Recipient variables(Map<String, ?> values) {
        return new Recipient(to, contactId, contactName, Values.ordered(values), extra);
    }

    /**
     * @param fields fields of the row sent to the provider as they are
     * @return the changed recipient
     */
    public Recipient extra(Map<String, ?> fields) {
        return new Recipient(to, contactId, contactName, variables, Values.ordered(fields));
    }

    @Override
    public String toString() {
        return "Recipient[to=%s, contactId=%s]".formatted(Masked.number(to), contactId);
    }
}
