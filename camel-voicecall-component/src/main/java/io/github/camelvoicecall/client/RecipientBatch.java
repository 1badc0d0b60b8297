package io.github.camelvoicecall.client;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.camelvoicecall.model.Recipient;
import io.github.camelvoicecall.provider.Bulk;
import io.github.camelvoicecall.provider.FieldException;
import io.github.camelvoicecall.provider.JsonRow;
import io.github.camelvoicecall.provider.RowBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Recipients on their way into requests, one request at a time: each row is written straight into the bytes to be sent, until one more would pass the provider's limit of rows or
 * bytes. That one opens the next request. Memory is that of one request, however many there are. Not thread safe.
 */
public final class RecipientBatch {
    private static final byte[] SUFFIX = {']', '}'};

    private final Bulk bulk;
    private final byte[] prefix;
    private final RowBuffer buffer = new RowBuffer();
    private final JsonRow json = new JsonRow(buffer);
    private Row[] rows = new Row[64];
    private int size;
    private Row next;
    private byte[] nextBytes;

    /** What is remembered of a row. */
    private record Row(long number, String to, String contactId, String contactName, int begin) {
        Row at(int position) {
            return new Row(number, to, contactId, contactName, position);
        }
    }

    /**
     * Bytes to be sent.
     *
     * @param array holds them, from the first on; written over by the next batch
     * @param length how many there are
     */
    public record Body(byte[] array, int length) {
        /** @return two checksums of the bytes in hexadecimal, to see whether they are the same again */
        public String digest() {
            CRC32C castagnoli = new CRC32C();
            castagnoli.update(array, 0, length);
            CRC32 ethernet = new CRC32();
            ethernet.update(array, 0, length);
            return HexFormat.of().toHexDigits(castagnoli.getValue() << Integer.SIZE | ethernet.getValue());
        }
    }

    /**
     * @param bulk the provider's declaration
     * @param envelope the JSON object around the rows, as it is without them
     */
    public RecipientBatch(Bulk bulk, byte[] envelope) {
        this.bulk = bulk;
        this.prefix = prefix(bulk.array(), envelope);
        buffer.write(prefix, 0, prefix.length);
    }

    private static byte[] prefix(String array, byte[] envelope) {
        String open = new String(envelope, 0, envelope.length - 1, StandardCharsets.UTF_8);
        String name = String.valueOf(JsonStringEncoder.getInstance().quoteAsString(array));
        return (open + (open.length() > 1 ? "," : "") + "\"" + name + "\":[").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Adds a row.
     *
     * @param number the row's number in the whole input
     * @param recipient the row, its phone number in E.164
     * @return false when the batch was full without it: send the batch, then call {@link #next}
     * @throws FieldException if the provider wouldn't take it; nothing of it is left then
     */
    public boolean add(long number, Recipient recipient) {
        int end = buffer.size();
        if (size > 0) {
            buffer.write(',');
        }
        int begin = buffer.size();
        try {
            json.write(() -> bulk.row().accept(json, recipient));
            int bytes = buffer.size() - begin;
            if (prefix.length + bytes + SUFFIX.length > bulk.maxBytes()) {
                throw new FieldException(
                        "recipient",
                        "takes " + bytes + " bytes as JSON; a whole request may have " + bulk.maxBytes()
                                + ": shorten it");
            }
        } catch (FieldException e) {
            buffer.truncate(end);
            throw e;
        }
        Row row = new Row(number, recipient.to(), recipient.contactId(), recipient.contactName(), begin);
        if (size == bulk.maxRows() || buffer.size() + SUFFIX.length > bulk.maxBytes()) {
            next = row;
            nextBytes = buffer.copy(begin, buffer.size());
            buffer.truncate(end);
            return false;
        }
        keep(row);
        return true;
    }

    private void keep(Row row) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, Math.min(bulk.maxRows(), size * 2));
        }
        rows[size++] = row;
    }

    /** Begins the next batch, with the row that didn't fit into the last one, if there was one. */
    public void next() {
        Arrays.fill(rows, 0, size, null);
        size = 0;
        buffer.truncate(prefix.length);
        if (next != null) {
            buffer.write(nextBytes, 0, nextBytes.length);
            keep(next.at(prefix.length));
            next = null;
            nextBytes = null;
        }
    }

    /** @return how many rows the batch has */
    public int size() {
        return size;
    }

    /**
     * @param index a row of the batch
     * @return its number in the whole input
     */
    public long number(int index) {
        return rows[index].number;
    }

    /**
     * @param index a row of the batch
     * @return the phone number
     */
    public String to(int index) {
        return rows[index].to;
    }

    /**
     * @param index a row of the batch
     * @return the user's id of the person, or null
     */
    public String contactId(int index) {
        return rows[index].contactId;
    }

    /**
     * @param index a row of the batch
     * @return the name of the person, or null
     */
    public String contactName(int index) {
        return rows[index].contactName;
    }

    /**
     * The request's body for rows of the batch.
     *
     * @param from the first
     * @param to the one after the last
     * @return the bytes, valid until the batch is changed
     */
    public Body body(int from, int to) {
        return from == 0 && to == size ? whole() : part(from, to);
    }

    private Body whole() {
        int end = buffer.size();
        buffer.write(SUFFIX, 0, SUFFIX.length);
        Body body = new Body(buffer.array(), buffer.size());
        buffer.truncate(end);
        return body;
    }

    private Body part(int from, int to) {
        int begin = rows[from].begin;
        int end = to == size ? buffer.size() : rows[to].begin - 1;
        byte[] bytes = Arrays.copyOf(prefix, prefix.length + end - begin + SUFFIX.length);
        System.arraycopy(buffer.array(), begin, bytes, prefix.length, end - begin);
        System.arraycopy(SUFFIX, 0, bytes, bytes.length - SUFFIX.length, SUFFIX.length);
        return new Body(bytes, bytes.length);
    }
}
