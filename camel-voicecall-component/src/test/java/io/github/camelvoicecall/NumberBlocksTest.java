package io.github.camelvoicecall;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.github.camelvoicecall.provider.FieldException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberBlocksTest {
    @Test
    void aNumberIsKnownWhenOneOfItsBlockIs() {
        NumberBlocks blocks = new NumberBlocks();
        assertThat(blocks.has("+14155550123")).isFalse();
        blocks.add("+14155550123");
        assertThat(blocks.has("+14155559999")).isTrue();
        assertThat(blocks.has("+14155560123")).isFalse();
        assertThat(blocks.has("+141555501230")).isFalse();
        assertThat(blocks.has("+1415555012")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"14155550123", "+1415555012x", "+1 4155550123", "+12345678", "+1234567890123456", "", "+"})
    void whatIsNoPlainE164IsNeverKnown(String written) {
        NumberBlocks blocks = new NumberBlocks();
        blocks.add(written);
        assertThat(blocks.has(written)).isFalse();
    }

    /** The claim that the blocks stand on, for every country and length, with the prefixes that countries have. */
    @Test
    void numbersThatDifferInTheirLastFourDigitsAreReadAlike() {
        Random random = new Random(11);
        List<String> unlike = new ArrayList<>();
        for (int code : PhoneNumberUtil.getInstance().getSupportedCallingCodes()) {
            for (int digits = 10; digits <= 15; digits++) {
                for (int i = 0; i < 12; i++) {
                    String leading = leading(code, digits - 4, random);
                    boolean first = same(leading + "0000");
                    for (String last : List.of("9999", "1519", "%04d".formatted(random.nextInt(10_000)))) {
                        if (same(leading + last) != first) {
                            unlike.add(leading + last);
                        }
                    }
                }
            }
        }
        assertThat(unlike).isEmpty();
    }

    private static String leading(int code, int length, Random random) {
        List<String> prefixes = List.of(
                "", "0", "1", "8", "9", "15", "90", "19", "1900", "01", "044", "06", "12", "179", "1831", "9011");
        StringBuilder leading = new StringBuilder("+" + code + prefixes.get(random.nextInt(prefixes.size())));
        while (leading.length() <= length) {
            leading.append(random.nextInt(10));
        }
        return leading.substring(0, length + 1);
    }

    private static boolean same(String written) {
        try {
            return new PhoneNumbers(null).e164("to", written).equals(written);
        } catch (FieldException impossible) {
            return false;
        }
    }
}
