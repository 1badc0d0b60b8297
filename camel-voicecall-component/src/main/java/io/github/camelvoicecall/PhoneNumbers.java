package io.github.camelvoicecall;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.github.camelvoicecall.provider.FieldException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads phone numbers as people write them, without guessing: a number in national form needs a region; a local one without area code, one with an extension, or one with letters
 * is refused. Thread safe.
 */
final class PhoneNumbers {
    /** The library skips what it doesn't know, so that 4.93E9 of a spreadsheet or a letter O would ring somebody else. */
    private static final Pattern WRITTEN =
            Pattern.compile("(?:tel:)?[\\p{Nd}+\uFF0B().\\[\\]/\\s\\p{Z}\\p{Pd}\\p{Cf}]*");

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final NumberBlocks known = new NumberBlocks();
    private final String region;

    /**
     * @param region ISO country of numbers in national form; null or blank to read only international ones
     */
    PhoneNumbers(String region) {
        this.region = region == null || region.isBlank() ? null : region.trim().toUpperCase(Locale.ROOT);
        if (this.region != null && !library.getSupportedRegions().contains(this.region)) {
            throw new IllegalArgumentException(
                    "Option defaultRegion: '" + region + "' is no ISO 3166 country code, such as US or DE");
        }
    }

    /**
     * @param field names the field in errors
     * @param written the number as it came
     * @return E.164
     * @throws FieldException if no number, or no certain one, can be read
     */
    String e164(String field, String written) {
        if (written == null || written.isBlank()) {
            throw new FieldException(field, "is missing: give a phone number in E.164, such as +15555550123");
        }
        if (known.has(written)) {
            return written;
        }
        PhoneNumber number = parse(field, written);
        if (number.hasExtension()) {
            throw new FieldException(field, "has an extension, which can't be dialled: leave it out");
        }
        if (!WRITTEN.matcher(written).matches()) {
            throw new FieldException(field, "holds letters or signs that no phone number has: write it in digits");
        }
        String wrong = wrong(library.isPossibleNumberWithReason(number));
        if (wrong != null) {
            throw new FieldException(field, wrong);
        }
        String e164 = library.format(number, PhoneNumberFormat.E164);
        if (e164.equals(written)) {
            known.add(e164);
        }
        return e164;
    }

    private static String wrong(ValidationResult length) {
        return switch (length) {
            case IS_POSSIBLE -> null;
            case IS_POSSIBLE_LOCAL_ONLY -> "lacks its area code: write the whole number";
            case TOO_SHORT -> "is too short for a phone number of its country";
            case TOO_LONG -> "is too long for a phone number of its country";
            case INVALID_COUNTRY_CODE -> "begins with a country code that doesn't exist";
            case INVALID_LENGTH -> "has more or fewer digits than phone numbers of its country";
        };
    }

    private PhoneNumber parse(String field, String written) {
        try {
            return library.parse(written, region);
        } catch (NumberParseException e) {
            boolean national = region == null
                    && !written.trim().startsWith("+")
                    && e.getErrorType() == NumberParseException.ErrorType.INVALID_COUNTRY_CODE;
            throw new FieldException(
                    field,
                    national
                            ? "is not in international form (+, country, number): write it so, or set defaultRegion"
                            : "is no phone number");
        }
    }
}
