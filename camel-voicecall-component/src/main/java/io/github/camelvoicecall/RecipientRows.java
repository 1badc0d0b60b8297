package io.github.camelvoicecall;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.camelvoicecall.model.Recipient;
import io.github.camelvoicecall.provider.FieldException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.BaseStream;
import org.apache.camel.Message;

/**
 * The rows of a message's body, one after the other, however many there are: those of an iterator, a stream, anything iterable or an array; those of a JSON array or of JSON lines in
 * a text, bytes, a file or a stream; or a single one. Not thread safe.
 */
final class RecipientRows implements Iterator<Object>, Closeable {
    private static final ObjectReader VALUES = new ObjectMapper().readerFor(Object.class);
    private static final String FORMS =
            ": give a list, an iterator or a stream of recipients or maps, a JSON array or JSON lines; of CSV, what Camel's data format makes of it with useMaps=true";

    private final Iterator<?> rows;
    private final Closeable source;

    private RecipientRows(Iterator<?> rows, Closeable source) {
        this.rows = rows;
        this.source = source;
    }

    /**
     * @param message the message
     * @return its rows; to be closed
     * @throws FieldException if the body holds none
     */
    static RecipientRows of(Message message) {
        Object body = message.getBody();
        if (body instanceof Recipient
                || body instanceof Map<?, ?>
                || body instanceof JsonNode node && node.isObject()) {
            return new RecipientRows(List.of(body).iterator(), () -> {});
        }
        Iterator<?> rows = iterator(body);
        if (rows != null) {
            return new RecipientRows(rows, closeable(body));
        }
        return json(RequestReader.readable(body) ? message.getBody(InputStream.class) : null, body);
    }

    private static Iterator<?> iterator(Object body) {
        if (body instanceof Iterator<?> iterator) {
            return iterator;
        }
        if (body instanceof BaseStream<?, ?> stream) {
            return stream.iterator();
        }
        if (body instanceof Object[] array) {
            return Arrays.asList(array).iterator();
        }
        // the path of a file is an iterable as well
        return body instanceof Iterable<?> iterable && !(body instanceof java.nio.file.Path)
                ? iterable.iterator()
                : null;
    }

    private static Closeable closeable(Object body) {
        if (body instanceof Closeable closeable) {
            return closeable;
        }
        return body instanceof BaseStream<?, ?> stream ? stream::close : () -> {};
    }

    private static RecipientRows json(InputStream in, Object body) {
        if (in == null) {
            throw new FieldException(
                    "body",
                    (body == null ? "is missing" : "is a " + body.getClass().getSimpleName()) + FORMS);
        }
        try {
            MappingIterator<Object> values = VALUES.readValues(in);
            return new RecipientRows(values, values);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public boolean hasNext() {
        return rows instanceof MappingIterator ? read(rows::hasNext) : rows.hasNext();
    }

    @Override
    public Object next() {
        return rows instanceof MappingIterator ? read(rows::next) : rows.next();
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (RuntimeException e) {
            if (e.getCause() instanceof IOException unreadable) {
                throw unreadable(unreadable);
            }
            throw e;
        }
    }

    /** Without the parser's words, which quote the data. */
    private static FieldException unreadable(IOException e) {
        JsonLocation at = e instanceof JacksonException json ? json.getLocation() : null;
        String where = at == null ? "" : " in line " + at.getLineNr() + ", column " + at.getColumnNr();
        return new FieldException(
                "body", (e instanceof JacksonException ? "is no JSON" : "can't be read") + where + FORMS);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
