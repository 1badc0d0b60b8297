package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelvoicecall.provider.FieldException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {
    private static final PhoneNumbers INTERNATIONAL = new PhoneNumbers(null);

    private static void assertRefused(PhoneNumbers numbers, String written, String why) {
        assertThatThrownBy(() -> numbers.e164("to", written))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo("to"))
                .hasMessageContaining(why)
                .hasMessageNotContaining(written == null || written.isBlank() ? "\u0000" : written);
    }

    @ParameterizedTest
    @CsvSource({
        "+14155551212, +14155551212",
        "+1 (415) 555-1212, +14155551212",
        "+1.415.555.1212, +14155551212",
        "' +49 30/123456 ', +4930123456",
        "+47 912 34 567, +4791234567",
        "+4791234567, +4791234567",
        "+39 06 1234567, +39061234567",
        "+44 (0)20 7946 0018, +442079460018",
        "tel:+15555550123, +15555550123",
    })
    @Tag("D6")
    void readsInternationalNumbersHoweverTheyAreWritten(String written, String e164) {
        assertThat(INTERNATIONAL.e164("to", written)).isEqualTo(e164);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1\u00a0415\u00a0555\u00a01212",
                "\u202a+14155551212\u202c",
                "\uff0b\uff11 415\u2011555\u20111212",
                "+1\u2013415\u2013555\u20131212"
            })
    void readsWhatWordProcessorsMakeOfThem(String written) {
        assertThat(INTERNATIONAL.e164("to", written)).isEqualTo("+14155551212");
    }

    @ParameterizedTest
    @CsvSource({"+15555550123", "+12025550100", "+447700900123", "+4915200000000", "+33199000000"})
    void letsPossibleNumbersPassEvenIfNobodyHasThem(String number) {
        assertThat(INTERNATIONAL.e164("to", number)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "US, (415) 555-1212, +14155551212",
        "us, 415-555-1212, +14155551212",
        "US, 1 415 555 1212, +14155551212",
        "US, 011 49 30 123456, +4930123456",
        "US, +49 30 123456, +4930123456",
        "DE, 030 / 12 34 56, +4930123456",
        "DE, 0049 30 123456, +4930123456",
        "NO, 912 34 567, +4791234567",
        "IT, 06 1234567, +39061234567",
        "GB, 07700 900123, +447700900123",
        "US, 15555550123, +15555550123",
    })
    void readsNationalNumbersOfARegion(String region, String written, String e164) {
        assertThat(new PhoneNumbers(region).e164("to", written)).isEqualTo(e164);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(415) 555-1212", "4155551212", "15555550123", "030 123456", "0049 30 123456"})
    void guessesNoCountry(String written) {
        assertRefused(INTERNATIONAL, written, "defaultRegion");
    }

    @Test
    void anUnknownCountryCodeIsNotAMatterOfTheRegion() {
        assertRefused(INTERNATIONAL, "+999 123456", "is no phone number");
        assertRefused(new PhoneNumbers("US"), "+999 123456", "is no phone number");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "\t"})
    void sayThatItIsMissing(String written) {
        assertRefused(INTERNATIONAL, written, "is missing");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void aBlankRegionIsNone(String region) {
        assertRefused(new PhoneNumbers(region), "(415) 555-1212", "defaultRegion");
        assertThat(new PhoneNumbers(region).e164("to", "+14155551212")).isEqualTo("+14155551212");
    }

    @Test
    void refusesALocalNumberWithoutAreaCode() {
        assertRefused(new PhoneNumbers("US"), "555-1212", "lacks its area code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1 415 555 1212 ext. 5",
                "+14155551212x5",
                "+14155551212;ext=5",
                "+1 415 555 1212 extension 77",
                "+14155551212#5"
            })
    void refusesAnExtension(String written) {
        assertRefused(INTERNATIONAL, written, "extension");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1 800 FLOWERS", "+1415555O212", "+141S5551212", "1.4155551212E10", "call +1 415 555 1212",
                        "+14155551212 (Alex)", "*31*4155551212", "+1415555*1212", "+14155551212 or +14155551213",
                "+14155551212,+14155551213", "+14155551212;+14155551213", "+14155551212 / +14155551213",
                        "+14155551212\n+14155551213", "415-555-1212;phone-context=+1", "sip:alex@example.com", "alex",
                        "-", "+"
            })
    void guessesNothingFromOtherCharacters(String written) {
        assertRefused(new PhoneNumbers("US"), written, "");
    }

    @Test
    void aNumberThatASpreadsheetSpoiltIsNotDialled() {
        assertRefused(new PhoneNumbers("DE"), "4.930123456E9", "");
    }

    @ParameterizedTest
    @CsvSource({
        "+1415, too short",
        "+1 415 555 12, too short",
        "+141555512123456, too long",
        "+4712345678901234, too long"
    })
    void refusesWhatCannotBeANumber(String written, String why) {
        assertRefused(INTERNATIONAL, written, why);
    }

    @Test
    void namesTheField() {
        assertThatThrownBy(() -> INTERNATIONAL.e164("from", "x"))
                .isInstanceOfSatisfying(
                        FieldException.class, e -> assertThat(e.field()).isEqualTo("from"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"XX", "USA", "Germany", "1", "001"})
    void aRegionMustBeACountry(String region) {
        assertThatThrownBy(() -> new PhoneNumbers(region))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Option defaultRegion: '" + region + "'");
    }
}
