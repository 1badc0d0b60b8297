package io.github.camelvoicecall.model;

import java.util.List;
import java.util.Map;

/**
 * A person in a provider's contact list.
 *
 * @param provider the provider's name
 * @param id the provider's id, for {@code contactId}
 * @param contactListId the list; null if the provider doesn't say
 * @param phone the number; null if the provider doesn't say
 * @param name the name; null if the provider doesn't say
 * @param email the address; null if the provider doesn't say
 * @param company the company; null if the provider doesn't say
 * @param tags tags
 * @param fields the account's own fields
 * @param raw the provider's JSON as it came
 */
public record Contact(
        String provider,
        String id,
        String contactListId,
        String phone,
        String name,
        String email,
        String company,
        List<String> tags,
        Map<String, Object> fields,
        Map<String, Object> raw)
        implements Identified {
    /** Copies the lists and maps. */
    public Contact {
        tags = tags == null ? List.of() : List.copyOf(tags);
        fields = Values.copy(fields);
        raw = Values.copy(raw);
    }

    /** Masks the number and shows no other data of the person. */
    @Override
    public String toString() {
        return "Contact[provider=%s, id=%s, phone=%s]".formatted(provider, id, Masked.number(phone));
    }
}
