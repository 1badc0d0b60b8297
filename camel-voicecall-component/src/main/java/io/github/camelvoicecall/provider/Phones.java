package io.github.camelvoicecall.provider;

/** Brings phone numbers into E.164. */
@FunctionalInterface
public interface Phones {
    /**
     * @param field the field, for errors
     * @param number the number as it was given
     * @return the number in E.164
     * @throws FieldException if it is none
     */
    String e164(String field, String number);
}
