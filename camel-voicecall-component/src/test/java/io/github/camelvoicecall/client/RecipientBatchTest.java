package io.github.camelvoicecall.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelvoicecall.model.Recipient;
import io.github.camelvoicecall.provider.Bulk;
import io.github.camelvoicecall.provider.FieldException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecipientBatchTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static RecipientBatch batch(int rows, int bytes, String envelope) {
        Bulk bulk = Bulk.of("rows", (row, recipient) -> {
                    if ("bad".equals(recipient.contactName())) {
                        row.put("half", recipient.variables());
                        throw new FieldException("contactName", "is bad");
                    }
                    row.put("t", recipient.to()).put("v", recipient.variables()).extra(recipient.extra());
                })
                .most(rows, bytes);
        return new RecipientBatch(bulk, envelope.getBytes(UTF_8));
    }

    private static String text(RecipientBatch batch, int from, int to) {
        RecipientBatch.Body body = batch.body(from, to);
        return new String(body.array(), 0, body.length(), UTF_8);
    }

    private static String text(RecipientBatch batch) {
        return text(batch, 0, batch.size());
    }

    private static Recipient one(String to) {
        return Recipient.of(to);
    }

    @Test
    void rowsStandInTheirArrayBehindWhatSurroundsThem() {
        RecipientBatch bare = batch(10, 1000, "{}");
        bare.add(0, one("a"));
        assertThat(text(bare)).isEqualTo("{\"rows\":[{\"t\":\"a\"}]}");
        RecipientBatch surrounded = batch(10, 1000, "{\"campaign\":7}");
        surrounded.add(0, one("a"));
        surrounded.add(3, one("b"));
        assertThat(text(surrounded)).isEqualTo("{\"campaign\":7,\"rows\":[{\"t\":\"a\"},{\"t\":\"b\"}]}");
        assertThat(surrounded.number(1)).isEqualTo(3);
        assertThat(surrounded.to(1)).isEqualTo("b");
    }

    @Test
    void theRowThatIsOneTooManyOpensTheNextBatch() {
        RecipientBatch batch = batch(2, 1000, "{}");
        assertThat(batch.add(0, one("a"))).isTrue();
        assertThat(batch.add(1, one("b"))).isTrue();
        assertThat(batch.add(2, one("c"))).isFalse();
        assertThat(text(batch)).isEqualTo("{\"rows\":[{\"t\":\"a\"},{\"t\":\"b\"}]}");
        batch.next();
        assertThat(batch.size()).isOne();
        assertThat(batch.number(0)).isEqualTo(2);
        assertThat(batch.add(3, one("d"))).isTrue();
        assertThat(text(batch)).isEqualTo("{\"rows\":[{\"t\":\"c\"},{\"t\":\"d\"}]}");
        batch.next();
        assertThat(batch.size()).isZero();
    }

    @Test
    void aRequestMayHaveExactlyTheAllowedBytes() {
        String two = "{\"rows\":[{\"t\":\"a\"},{\"t\":\"b\"}]}";
        RecipientBatch fits = batch(10, two.length(), "{}");
        assertThat(fits.add(0, one("a"))).isTrue();
        assertThat(fits.add(1, one("b"))).isTrue();
        assertThat(text(fits)).isEqualTo(two);
        RecipientBatch tooSmall = batch(10, two.length() - 1, "{}");
        assertThat(tooSmall.add(0, one("a"))).isTrue();
        assertThat(tooSmall.add(1, one("b"))).isFalse();
        // one character of two bytes
        RecipientBatch bytes = batch(10, two.length(), "{}");
        assertThat(bytes.add(0, one("a"))).isTrue();
        assertThat(bytes.add(1, one("ü"))).isFalse();
    }

    @Test
    void aRowThatFitsIntoNoRequestIsRefusedAndTheBatchStaysAsItWas() {
        RecipientBatch batch = batch(10, 100, "{}");
        batch.add(0, one("a"));
        assertThatThrownBy(() -> batch.add(1, one("x".repeat(100))))
                .isInstanceOf(FieldException.class)
                .hasMessageContaining("takes 108 bytes as JSON; a whole request may have 100");
        assertThat(batch.add(2, one("b"))).isTrue();
        assertThat(text(batch)).isEqualTo("{\"rows\":[{\"t\":\"a\"},{\"t\":\"b\"}]}");
    }

    @Test
    void nothingIsLeftOfARowThatFailsHalfWay() {
        RecipientBatch batch = batch(10, 100_000, "{}");
        batch.add(0, one("a"));
        // longer than any buffer in between
        Recipient bad = one("x").contactName("bad").variables(Map.of("text", "y".repeat(20_000)));
        assertThatThrownBy(() -> batch.add(1, bad)).isInstanceOf(FieldException.class);
        assertThatThrownBy(() -> batch.add(2, one("x").variables(Map.of("o", new Object()))))
                .isInstanceOf(FieldException.class)
                .hasMessageContaining("can't be written as JSON");
        assertThatThrownBy(() -> batch.add(3, one("x").variables(Map.of("n", Double.NaN))))
                .isInstanceOf(FieldException.class);
        assertThatThrownBy(() -> batch.add(4, one("x").extra(Map.of("t", "y"))))
                .isInstanceOf(FieldException.class)
                .extracting("field")
                .isEqualTo("extra.t");
        batch.add(5, one("b"));
        assertThat(text(batch)).isEqualTo("{\"rows\":[{\"t\":\"a\"},{\"t\":\"b\"}]}");
    }

    @Test
    void partsAreWholeRequestsToo() {
        RecipientBatch batch = batch(10, 1000, "{\"c\":1}");
        for (String to : List.of("a", "b", "c")) {
            batch.add(0, one(to));
        }
        assertThat(text(batch, 0, 1)).isEqualTo("{\"c\":1,\"rows\":[{\"t\":\"a\"}]}");
        assertThat(text(batch, 1, 3)).isEqualTo("{\"c\":1,\"rows\":[{\"t\":\"b\"},{\"t\":\"c\"}]}");
        assertThat(text(batch, 1, 2)).isEqualTo("{\"c\":1,\"rows\":[{\"t\":\"b\"}]}");
        assertThat(text(batch)).isEqualTo("{\"c\":1,\"rows\":[{\"t\":\"a\"},{\"t\":\"b\"},{\"t\":\"c\"}]}");
    }

    @Test
    void theSameValuesAreTheSameBytesHoweverTheirMapIsOrdered() {
        Map<String, Object> hashed = new HashMap<>();
        Map<String, Object> more = new HashMap<>(1000);
        for (String name : List.of("zeta", "alpha", "Aa", "BB", "omega")) {
            hashed.put(name, Map.of("y", 1, "x", 2));
            more.put(name, Map.of("x", 2, "y", 1));
        }
        RecipientBatch batch = batch(10, 1000, "{}");
        batch.add(0, one("a").variables(hashed));
        RecipientBatch other = batch(10, 1000, "{}");
        other.add(0, one("a").variables(more));
        assertThat(text(batch)).isEqualTo(text(other));
        assertThat(batch.body(0, 1).digest())
                .hasSize(16)
                .isEqualTo(other.body(0, 1).digest());
    }

    @Test
    void whateverRowsComeNoneIsLostAndNoRequestCouldHaveTakenOneMore() throws IOException {
        Random random = new Random(4);
        for (int round = 0; round < 40; round++) {
            int mostRows = 1 + random.nextInt(40);
            int mostBytes = 300 + random.nextInt(3000);
            RecipientBatch batch = batch(mostRows, mostBytes, "{\"c\":7}");
            List<String> sent = new ArrayList<>();
            List<String> written = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                String to = "é".repeat(random.nextInt(40)) + i;
                sent.add(to);
                if (!batch.add(i, one(to))) {
                    String body = checked(batch, mostRows, mostBytes, written);
                    int row = ("{\"t\":\"" + to + "\"}").getBytes(UTF_8).length;
                    assertThat(batch.size() == mostRows || body.getBytes(UTF_8).length + 1 + row > mostBytes)
                            .isTrue();
                    batch.next();
                }
            }
            checked(batch, mostRows, mostBytes, written);
            assertThat(written).isEqualTo(sent);
        }
    }

    private static String checked(RecipientBatch batch, int mostRows, int mostBytes, List<String> written)
            throws IOException {
        String body = text(batch);
        assertThat(body.getBytes(UTF_8).length).isLessThanOrEqualTo(mostBytes);
        JsonNode rows = MAPPER.readTree(body).get("rows");
        assertThat(rows.size()).isEqualTo(batch.size()).isBetween(1, mostRows);
        rows.forEach(row -> written.add(row.get("t").asText()));
        return body;
    }
}
