package io.github.camelvoicecall.provider;

/** A field that can't be sent as it is; the engine turns it into an {@code InvalidRequestException} that names the provider and operation. */
public class FieldException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field the field to mend
     * @param mend what is wrong and what to do, without the value
     */
    public FieldException(String field, String mend) {
        super(mend);
        this.field = field;
    }

    /** @return the field to mend */
    public String field() {
        return field;
    }
}
