package io.github.camelvoicecall.faults.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One HTTP request, byte by byte, so that it can be wrong in every way. Used by one thread. */
final class Shot {
    private String method = "POST";
    private String path;
    private String version = "HTTP/1.1";
    private final List<String[]> headers = new ArrayList<>();
    private byte[] body;

    Shot(String path, byte[] body) {
        this.path = path;
        this.body = body.clone();
        header("Host", "hooks.example.org");
        header("Content-Type", "application/json");
        header("Connection", "close");
    }

    String path() {
        return path;
    }

    byte[] body() {
        return body;
    }

    Shot method(String other) {
        method = other;
        return this;
    }

    Shot path(String other) {
        path = other;
        return this;
    }

    Shot version(String other) {
        version = other;
        return this;
    }

    Shot body(byte[] other) {
        body = other;
        return this;
    }

    /** One more header, also of a name that is there already. */
    Shot header(String name, String value) {
        headers.add(new String[] {name, value});
        return this;
    }

    Shot without(String name) {
        headers.removeIf(header -> header[0].equalsIgnoreCase(name));
        return this;
    }

    Shot set(String name, String value) {
        return without(name).header(name, value);
    }

    private boolean has(String name) {
        return headers.stream()
                .anyMatch(header -> header[0].toLowerCase(Locale.ROOT).equals(name));
    }

    /** The request with its length, unless something else was said of it. */
    byte[] bytes() {
        boolean said = has("content-length") || has("transfer-encoding");
        return said
                ? raw(body)
                : set("Content-Length", Integer.toString(body.length)).raw(body);
    }

    /** The request with whatever stands after its head. */
    byte[] raw(byte[] rest) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text(out, method + " " + path + " " + version + "\r\n");
        headers.forEach(header -> text(out, header[0] + ": " + header[1] + "\r\n"));
        text(out, "\r\n");
        out.writeBytes(rest);
        return out.toByteArray();
    }

    /** The body in chunks. */
    byte[] chunked(int size, String last) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; at += size) {
            int length = Math.min(size, body.length - at);
            text(out, Integer.toHexString(length) + "\r\n");
            out.write(body, at, length);
            text(out, "\r\n");
        }
        text(out, last);
        return set("Transfer-Encoding", "chunked").raw(out.toByteArray());
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
