package io.github.camelvoicecall.faults.hostile;

import static io.github.camelvoicecall.faults.hostile.Forgery.elsewhere;
import static io.github.camelvoicecall.faults.hostile.Forgery.known;
import static io.github.camelvoicecall.faults.hostile.Forgery.refused;

import io.github.camelvoicecall.faults.hostile.Forgery.At;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** The kinds of webhooks that must not be believed. */
final class Forgeries {
    private static final int LARGEST = 2 << 20;
    private static final Duration DAYS = Duration.ofDays(3);

    private Forgeries() {}

    static List<Forgery> all() {
        List<Forgery> all = new ArrayList<>();
        all.addAll(bodies());
        all.addAll(signatures());
        all.addAll(tokens());
        all.addAll(times());
        all.addAll(types());
        all.addAll(sizes());
        all.addAll(json());
        all.addAll(framing());
        all.addAll(headers());
        all.addAll(places());
        return all;
    }

    /** A recorded webhook whose body was changed on the way. */
    private static List<Forgery> bodies() {
        return List.of(
                refused(
                        "body: a byte flipped",
                        At.SIGNED,
                        aim -> altered(aim, body -> {
                            body[aim.random().nextInt(body.length)] ^=
                                    (byte) (1 << aim.random().nextInt(8));
                            return body;
                        })),
                refused(
                        "body: cut short",
                        At.SIGNED,
                        aim -> altered(
                                aim, body -> Arrays.copyOf(body, aim.random().nextInt(body.length)))),
                refused(
                        "body: blanks or bytes added",
                        At.SIGNED,
                        aim -> altered(
                                aim,
                                body -> joined(
                                        body,
                                        aim.any(List.of(" ", "\n", "\0", "{}", "\u00ff"))
                                                .getBytes(StandardCharsets.UTF_8)))),
                refused(
                        "body: invalid UTF-8 in it",
                        At.SIGNED,
                        aim -> altered(aim, body -> {
                            int at = aim.random().nextInt(body.length - 1);
                            body[at] = (byte) 0xC0;
                            body[at + 1] = (byte) 0xAF;
                            return body;
                        })),
                refused(
                        "body: in another encoding",
                        At.SIGNED,
                        aim -> altered(aim, body -> new String(body, StandardCharsets.UTF_8)
                                .getBytes(aim.any(List.of(
                                        StandardCharsets.UTF_16,
                                        StandardCharsets.UTF_16LE,
                                        StandardCharsets.UTF_16BE))))),
                refused(
                        "body: a BOM before it",
                        At.SIGNED,
                        aim -> altered(aim, body -> joined(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, body))),
                refused("body: another one that was valid", At.SIGNED, aim -> {
                    byte[] signed = aim.heard();
                    return aim.target()
                            .genuine(signed)
                            .body(aim.heardElse(signed))
                            .bytes();
                }),
                refused(
                        "body: another call's id in it",
                        At.SIGNED,
                        aim -> altered(
                                aim,
                                body -> text(body).replace("good-", "evil-").getBytes(StandardCharsets.UTF_8))),
                refused("body: noise", At.SIGNED, aim -> altered(aim, body -> aim.noise(aim.upTo(2000)))));
    }

    private static byte[] altered(Aim aim, UnaryOperator<byte[]> change) {
        byte[] heard = aim.heard();
        byte[] changed = change.apply(heard.clone());
        // a change that changes nothing is no forgery
        byte[] sent = Arrays.equals(changed, heard) ? joined(changed, new byte[] {' '}) : changed;
        return aim.target().genuine(heard).body(sent).bytes();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static List<Forgery> signatures() {
        return List.of(
                refused("signature: none", At.SIGNED, aim -> aim.target()
                        .unproven(aim.evil())
                        .bytes()),
                refused(
                        "signature: empty or blank",
                        At.SIGNED,
                        aim -> claim(
                                aim,
                                body -> aim.any(
                                        List.of("", " ", "sha256=", "=", "null", "sha256=null", "0", "undefined")))),
                refused(
                        "signature: of another secret",
                        At.SIGNED,
                        aim -> claim(
                                aim,
                                body -> "sha256="
                                        + Target.hmac(
                                                "HmacSHA256",
                                                aim.any(List.of(
                                                        "secret",
                                                        "x",
                                                        aim.other().secret())),
                                                body))),
                refused(
                        "signature: another algorithm",
                        At.SIGNED,
                        aim -> claim(aim, body -> {
                            String name =
                                    aim.any(List.of("HmacSHA1", "HmacSHA512", "HmacMD5", "HmacSHA384", "HmacSHA224"));
                            return aim.any(List.of("sha256=", "sha1=", "sha512=", ""))
                                    + Target.hmac(name, aim.target().secret(), body);
                        })),
                refused(
                        "signature: base64",
                        At.SIGNED,
                        aim -> claim(
                                aim,
                                body -> aim.any(List.of("sha256=", ""))
                                        + Base64.getEncoder()
                                                .encodeToString(Target.digest(
                                                        "HmacSHA256",
                                                        aim.target().secret(),
                                                        body)))),
                refused(
                        "signature: upper case",
                        At.SIGNED,
                        aim -> claim(
                                aim,
                                body -> "sha256="
                                        + Target.hmac("HmacSHA256", aim.target().secret(), body)
                                                .toUpperCase(Locale.ROOT))),
                refused(
                        "signature: cut short or made longer",
                        At.SIGNED,
                        aim -> claim(aim, body -> {
                            String right = aim.target().proof(body);
                            return aim.random().nextBoolean()
                                    ? right.substring(0, aim.random().nextInt(right.length()))
                                    : right + aim.any(List.of("0", "00", "=", ",", ";v=1", "\t0"));
                        })),
                refused(
                        "signature: one digit off",
                        At.SIGNED,
                        aim -> claim(aim, body -> {
                            StringBuilder right = new StringBuilder(aim.target().proof(body));
                            int at = "sha256=".length() + aim.random().nextInt(64);
                            right.setCharAt(at, right.charAt(at) == '0' ? '1' : '0');
                            return right.toString();
                        })),
                refused(
                        "signature: another prefix",
                        At.SIGNED,
                        aim -> claim(
                                aim,
                                body -> aim.any(List.of(
                                                "",
                                                "SHA256=",
                                                "sha-256=",
                                                "v1=",
                                                "sha256:",
                                                "sha256==",
                                                "sha256= ",
                                                "hmac-sha256=",
                                                "\""))
                                        + Target.hmac("HmacSHA256", aim.target().secret(), body))),
                refused(
                        "signature: a list of several",
                        At.SIGNED,
                        aim -> claim(aim, body -> {
                            String right = aim.target().proof(body);
                            return aim.any(List.of(
                                    right + "," + right, "sha256=0," + right, "[" + right + "]", right + " " + right));
                        })),
                refused("signature: several headers", At.SIGNED, aim -> {
                    byte[] body = aim.evil();
                    Shot shot = aim.target().unproven(body);
                    String heard = aim.target().proof(aim.heard());
                    List.of(heard, "sha256=" + "0".repeat(64), heard)
                            .forEach(value -> shot.header(aim.target().header(), value));
                    return shot.bytes();
                }),
                refused(
                        "signature: of the empty body, path or time",
                        At.SIGNED,
                        aim -> claim(aim, body -> aim.target()
                                .proof(aim.any(List.of(
                                                "",
                                                aim.target().path(),
                                                aim.now().toString(),
                                                "null"))
                                        .getBytes(StandardCharsets.UTF_8)))),
                refused("signature: the other provider's scheme", At.SIGNED, aim -> {
                    byte[] body = aim.evil();
                    return aim.target()
                            .unproven(body)
                            .header(
                                    aim.any(List.of(
                                            "X-Voice-Signature",
                                            "X-Vyora-Signature",
                                            "X-Hub-Signature-256",
                                            "Stripe-Signature",
                                            "webhook-signature",
                                            "Authorization")),
                                    "t=" + aim.now().getEpochSecond() + ",v1="
                                            + Target.hmac(
                                                    "HmacSHA256", aim.other().secret(), body))
                            .bytes();
                }),
                refused("signature: in the query", At.SIGNED, aim -> {
                    byte[] body = aim.evil();
                    String name = aim.any(List.of(
                            aim.target().header(),
                            aim.target().header().toLowerCase(Locale.ROOT),
                            aim.target().header().replace("-", "%2D")));
                    return aim.target()
                            .unproven(body)
                            .path(aim.target().path() + "?" + name + "="
                                    + aim.target().proof(body))
                            .bytes();
                }),
                refused("signature: after the body", At.SIGNED, aim -> {
                    byte[] body = aim.evil();
                    return aim.target()
                            .unproven(body)
                            .header("Trailer", aim.target().header())
                            .chunked(
                                    50,
                                    "0\r\n" + aim.target().header() + ": "
                                            + aim.target().proof(body) + "\r\n\r\n");
                }));
    }

    private static byte[] claim(Aim aim, Function<byte[], String> signature) {
        byte[] body = aim.evil();
        return aim.target()
                .unproven(body)
                .header(aim.target().header(), signature.apply(body))
                .bytes();
    }

    private static List<Forgery> tokens() {
        return List.of(
                refused("token: none", At.TOKENED, aim -> aim.target()
                        .unproven(aim.evil())
                        .bytes()),
                refused("token: wrong header", At.BY_HEADER, aim -> aim.target()
                        .unproven(aim.evil())
                        .header(
                                aim.any(List.of(
                                        "Authorization",
                                        "X_Voicecall_Token",
                                        "Cookie",
                                        "X-Voicecall-Token2",
                                        "X-Token",
                                        "CamelVoiceCallVerified")),
                                aim.target().secret())
                        .bytes()),
                refused("token: wrong value in the header", At.BY_HEADER, aim -> aim.target()
                        .unproven(aim.evil())
                        .header(Target.TOKEN_HEADER, wrong(aim))
                        .bytes()),
                refused("token: twice in headers", At.BY_HEADER, aim -> aim.target()
                        .unproven(aim.evil())
                        .header(Target.TOKEN_HEADER, wrong(aim))
                        .header(Target.TOKEN_HEADER, wrong(aim))
                        .bytes()),
                refused("token: in the query", At.TOKENED, aim -> aim.target()
                        .unproven(aim.evil())
                        .path(aim.target().door() + "?"
                                + aim.any(List.of(
                                        Target.TOKEN_HEADER,
                                        "voicecallToken",
                                        "x-voicecall-token",
                                        "voicecall%54oken",
                                        "token"))
                                + "=" + aim.target().secret())
                        .bytes()),
                refused("token: wrong value in the path", At.BY_PATH, aim -> aim.target()
                        .unproven(aim.evil())
                        .path(aim.target().door() + "/" + wrong(aim))
                        .bytes()),
                refused("token: wrong in the path, right in query or header", At.BY_PATH, aim -> aim.target()
                        .unproven(aim.evil())
                        .path(aim.target().door() + "/" + wrong(aim) + "?voicecallToken="
                                + aim.target().secret())
                        .header("voicecallToken", aim.target().secret())
                        .bytes()),
                refused("token: in the body", At.TOKENED, aim -> aim.target()
                        .unproven(("{\"token\":\"" + aim.target().secret() + "\","
                                        + aim.evilText().substring(1))
                                .getBytes(StandardCharsets.UTF_8))
                        .bytes()),
                new Forgery(
                        "token: right, for a call that isn't", Forgery.Kind.READ_AGAIN, At.TOKENED, aim -> aim.target()
                                .genuine(aim.evil())
                                .bytes()));
    }

    private static String wrong(Aim aim) {
        String right = aim.target().secret();
        return aim.any(List.of(
                right.toUpperCase(Locale.ROOT),
                right.substring(1),
                right.substring(0, right.length() - 1),
                right + "0",
                right + ".",
                right + "%00",
                right + "%2f",
                right + "%20",
                "%2e%2e%2f" + right,
                "*",
                ":voicecallToken",
                "{voicecallToken}",
                "..",
                "null",
                "undefined",
                aim.other().secret(),
                "a".repeat(aim.upTo(4000)),
                right.replace('-', '_')));
    }

    private static List<Forgery> times() {
        return List.of(
                refused("time: ahead, validly signed", At.SIGNED, aim -> aim.target()
                        .genuine(aim.evil(Duration.ofMinutes(-6 - aim.random().nextInt(5_000_000))))
                        .bytes()),
                known("time: older than 72 h, validly signed", At.SIGNED, aim -> aim.target()
                        .genuine(aim.evil(DAYS.plusMinutes(aim.upTo(5_000_000))))
                        .bytes()),
                known("replay: exactly as it was", At.SIGNED, aim -> aim.target()
                        .genuine(aim.heard())
                        .bytes()),
                known("replay: many at once in one connection", At.SIGNED, aim -> {
                    byte[] one = aim.target()
                            .genuine(aim.heard())
                            .without("Connection")
                            .bytes();
                    return joined(
                            joined(one, one), aim.target().genuine(aim.heard()).bytes());
                }));
    }

    private static List<Forgery> types() {
        return List.of(
                refused("type: a form, rightly signed", At.ALL, aim -> aim.target()
                        .genuine(aim.evil())
                        .set(
                                "Content-Type",
                                aim.any(List.of(
                                        "application/x-www-form-urlencoded",
                                        "APPLICATION/X-WWW-FORM-URLENCODED;charset=x",
                                        "multipart/form-data; boundary=x",
                                        "multipart/mixed",
                                        "multipart/form-data")))
                        .bytes()),
                refused("type: a form that names our headers", At.SIGNED, aim -> {
                    byte[] body = (aim.target().header()
                                    + "=x&Content-Length=x&CamelHttpResponseCode=200&event=call_started")
                            .getBytes(StandardCharsets.UTF_8);
                    return aim.target()
                            .genuine(body)
                            .set("Content-Type", "application/x-www-form-urlencoded")
                            .bytes();
                }),
                refused("type: anything, wrongly signed", At.ALL, aim -> aim.target()
                        .unproven(aim.evil())
                        .set(
                                "Content-Type",
                                aim.any(List.of(
                                        "",
                                        "text/xml",
                                        "application/json; charset=bogus",
                                        "application/json; charset=utf-16",
                                        "a",
                                        "/",
                                        ";;;",
                                        "application/" + "x".repeat(4000),
                                        "application/json\u0001",
                                        "*/*",
                                        "application/json, multipart/form-data")))
                        .bytes()),
                refused("encoding: compressed, rightly signed", At.ALL, aim -> {
                    String how = aim.any(List.of("gzip", "deflate", "br", "GZIP", "gzip, gzip", "x-gzip", "zstd"));
                    return aim.target()
                            .genuine(compressed(how, aim.evil()))
                            .header("Content-Encoding", how)
                            .bytes();
                }),
                refused("encoding: a bomb, unsigned", At.ALL, aim -> aim.target()
                        .unproven(compressed("gzip", new byte[4 << 20]))
                        .header("Content-Encoding", "gzip")
                        .bytes()));
    }

    private static byte[] compressed(String how, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var compressing = how.equals("deflate") ? new DeflaterOutputStream(out) : new GZIPOutputStream(out)) {
            compressing.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static List<Forgery> sizes() {
        return List.of(
                refused("size: empty", At.ALL, aim -> aim.target()
                        .genuine(new byte[0])
                        .bytes()),
                refused("size: above the limit, rightly signed", At.ALL, aim -> {
                    // most of these are only announced: the network has other things to carry
                    boolean whole = aim.random().nextInt(10) == 0;
                    byte[] body = whole ? large(aim, LARGEST + aim.upTo(1000)) : aim.evil();
                    Shot shot = aim.target().genuine(body);
                    return whole
                            ? shot.bytes()
                            : shot.header("Content-Length", "" + (LARGEST + aim.upTo(1 << 30)))
                                    .raw(body);
                }),
                refused(
                        "size: many chunks above the limit",
                        At.ALL,
                        aim -> aim.random().nextInt(10) == 0
                                ? aim.target()
                                        .unproven(large(aim, LARGEST + 1000))
                                        .chunked(60_000, "0\r\n\r\n")
                                : aim.target().unproven(aim.evil()).chunked(1, "0\r\n\r\n")),
                refused("size: a length that is none", At.ALL, aim -> aim.target()
                        .genuine(aim.evil())
                        .header(
                                "Content-Length",
                                aim.any(List.of(
                                        "-1",
                                        "+5",
                                        "0x10",
                                        "5 5",
                                        "abc",
                                        "",
                                        "1e3",
                                        "99999999999999999999",
                                        "9223372036854775807",
                                        "5,5",
                                        "\u0665")))
                        .bytes()),
                refused("size: a length in the query", At.SIGNED, aim -> aim.target()
                        .unproven(aim.evil())
                        .path(aim.target().path() + "?"
                                + aim.any(List.of(
                                        "Content-Length",
                                        "content-length",
                                        "Content-Type",
                                        "CamelHttpResponseCode",
                                        "CamelCharsetName"))
                                + "="
                                + aim.any(List.of("abc", "-1", "99999999999999999999", "")))
                        .bytes()),
                refused("size: shorter than announced", At.ALL, aim -> aim.target()
                        .unproven(aim.evil())
                        .header("Content-Length", "100000")
                        .bytes()),
                refused("size: longer than announced", At.ALL, aim -> aim.target()
                        .unproven(aim.evil())
                        .header("Content-Length", "" + aim.upTo(20))
                        .bytes()));
    }

    private static byte[] large(Aim aim, int size) {
        byte[] large = new byte[size];
        Arrays.fill(large, (byte) 'x');
        byte[] begin = (aim.evilText().replace("}", ",\"x\":\"")).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(begin, 0, large, 0, begin.length);
        large[size - 2] = '"';
        large[size - 1] = '}';
        return large;
    }

    /** What isn't one JSON object, though rightly signed; and what is odd, though JSON, from strangers. */
    private static List<Forgery> json() {
        return List.of(
                refused("json: none, rightly signed", At.ALL, aim -> aim.target()
                        .genuine(aim.any(List.of(
                                        "[]",
                                        "1",
                                        "\"x\"",
                                        "null",
                                        "true",
                                        "",
                                        "{",
                                        "{\"a\":}",
                                        "{'a':1}",
                                        "{a:1}",
                                        "{\"a\":1}{",
                                        "{\"a\":1,}",
                                        "NaN",
                                        "{\"a\":NaN}",
                                        "{\"a\":01}",
                                        "// x\n{}",
                                        "\0{}",
                                        "{\"a\":\"\u0001\"}",
                                        "{\"a\":\"\\ud8\"}",
                                        "<x/>",
                                        "event=call_started"))
                                .getBytes(StandardCharsets.UTF_8))
                        .bytes()),
                refused("json: too deep, rightly signed", At.ALL, aim -> {
                    String open = aim.any(List.of("[", "{\"a\":", "[{\"a\":"));
                    return aim.target()
                            .genuine(
                                    ("{\"x\":" + open.repeat(1100 + aim.upTo(20_000))).getBytes(StandardCharsets.UTF_8))
                            .bytes();
                }),
                refused("json: a number of many digits, rightly signed", At.ALL, aim -> aim.target()
                        .genuine(aim.evilText()
                                .replace("}", ",\"n\":" + "9".repeat(1001 + aim.upTo(20_000)) + "}")
                                .getBytes(StandardCharsets.UTF_8))
                        .bytes()),
                refused("json: invalid UTF-8, rightly signed", At.ALL, aim -> {
                    byte[] body =
                            aim.evilText().replace("}", ",\"n\":\"abcd\"}").getBytes(StandardCharsets.UTF_8);
                    body[body.length - 4] =
                            (byte) aim.any(List.of(0xC0, 0xFF, 0xFE, 0x80)).intValue();
                    return aim.target().genuine(body).bytes();
                }),
                refused("json: an id of too many characters, rightly signed", At.ALL, aim -> aim.target()
                        .genuine(aim.evilText()
                                .replace("evil-", "evil-" + "x".repeat(200 + aim.upTo(3000)))
                                .getBytes(StandardCharsets.UTF_8))
                        .bytes()),
                refused("json: an id that can't be shown, rightly signed", At.ALL, aim -> aim.target()
                        .genuine(aim.evilText()
                                .replace("evil-", aim.any(List.of("\\u0000", "\\n", "\\u001b[31m", "\\r\\n")))
                                .getBytes(StandardCharsets.UTF_8))
                        .bytes()),
                refused("json: names twice, unsigned", At.ALL, aim -> aim.target()
                        .unproven(aim.evilText()
                                .replace("}", ",\"call_id\":\"evil-2\",\"event\":1,\"callId\":\"evil-3\"}")
                                .getBytes(StandardCharsets.UTF_8))
                        .bytes()),
                refused("json: many names with one hash, unsigned", At.ALL, aim -> {
                    StringBuilder body = new StringBuilder("{\"x\":1");
                    for (int i = 0; i < 512; i++) {
                        body.append(",\"");
                        for (int bit = 0; bit < 9; bit++) {
                            body.append((i >> bit & 1) == 0 ? "Aa" : "BB");
                        }
                        body.append("\":1");
                    }
                    return aim.target()
                            .unproven(body.append('}').toString().getBytes(StandardCharsets.UTF_8))
                            .bytes();
                }));
    }

    private static List<Forgery> framing() {
        return List.of(
                refused("framing: two lengths", At.ALL, aim -> {
                    byte[] body = aim.evil();
                    return aim.target()
                            .unproven(body)
                            .header("Content-Length", "" + body.length)
                            .header("Content-Length", aim.any(List.of("0", "1", "" + body.length, "+1")))
                            .raw(body);
                }),
                refused("framing: a length and chunks", At.ALL, aim -> {
                    byte[] body = aim.evil();
                    return aim.target()
                            .unproven(body)
                            .without("Connection")
                            .header("Content-Length", "" + body.length)
                            .chunked(
                                    aim.upTo(40),
                                    "0\r\n\r\n"
                                            + new String(
                                                    aim.target()
                                                            .unproven(aim.evil())
                                                            .bytes(),
                                                    StandardCharsets.ISO_8859_1));
                }),
                elsewhere("framing: chunks by another name", At.ALL, aim -> {
                    byte[] body = aim.evil();
                    return aim.target()
                            .unproven(body)
                            .header(
                                    aim.any(List.of("Transfer-Encoding", "Transfer-Encoding ", "transfer-encoding")),
                                    aim.any(List.of(
                                            "xchunked",
                                            "chunked, identity",
                                            "identity",
                                            "chunked\u000b",
                                            "cow",
                                            "gzip, chunked",
                                            "\tchunked",
                                            "chunked;q=1")))
                            .header("Content-Length", "" + body.length)
                            .raw(body);
                }),
                refused("framing: a chunk size that is none", At.ALL, aim -> aim.target()
                        .unproven(aim.evil())
                        .set("Transfer-Encoding", "chunked")
                        .raw((aim.any(List.of(
                                                "-1",
                                                "zz",
                                                "7fffffffffffffff",
                                                "ffffffffffffffffff",
                                                "0x5",
                                                " ",
                                                "1;" + "a".repeat(9000)))
                                        + "\r\nabc\r\n0\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1))),
                refused("framing: one request hidden in another", At.ALL, aim -> {
                    byte[] inner = aim.target().unproven(aim.evil()).bytes();
                    return aim.target()
                            .unproven(inner)
                            .without("Connection")
                            .header("Content-Length", "0")
                            .raw(inner);
                }),
                refused("framing: lines that are folded or cut", At.ALL, aim -> {
                    String request =
                            new String(aim.target().unproven(aim.evil()).bytes(), StandardCharsets.ISO_8859_1);
                    return aim.any(List.of(
                                    request.replace("Content-Type: ", "Content-Type:\r\n "),
                                    request.replace("\r\n", "\n"),
                                    request.replace("\r\n", "\r"),
                                    request.replace("Host:", "Host"),
                                    request.replace("Host:", "Ho st:"),
                                    request.replace("Host:", ":"),
                                    request.replace("example", "exam\0ple")))
                            .getBytes(StandardCharsets.ISO_8859_1);
                }),
                refused("framing: many requests in one connection", At.ALL, aim -> {
                    byte[] all = new byte[0];
                    for (int i = 0; i < 5; i++) {
                        all = joined(
                                all,
                                aim.target()
                                        .unproven(aim.evil())
                                        .without("Connection")
                                        .bytes());
                    }
                    return joined(all, aim.target().unproven(aim.evil()).bytes());
                }),
                elsewhere(
                        "framing: no HTTP/1.1",
                        At.ALL,
                        aim -> aim.any(List.of(
                                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1),
                                new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3},
                                "GET /\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1),
                                aim.target()
                                        .unproven(aim.evil())
                                        .version("HTTP/3.0")
                                        .bytes(),
                                aim.target()
                                        .unproven(aim.evil())
                                        .version("HTTP/1.0")
                                        .bytes(),
                                aim.target().unproven(aim.evil()).version("HTP").bytes(),
                                aim.noise(aim.upTo(3000))))),
                refused("framing: an upgrade or a wait for 100", At.ALL, aim -> aim.target()
                        .unproven(aim.evil())
                        .header(
                                aim.any(List.of("Upgrade", "Expect")),
                                aim.any(List.of("h2c", "websocket", "100-continue", "x")))
                        .header("HTTP2-Settings", "AAMAAABkAARAAAAAAAIAAAAA")
                        .bytes()));
    }

    private static List<Forgery> headers() {
        return List.of(
                refused("headers: of Camel", At.ALL, aim -> aim.target()
                        .unproven(aim.evil())
                        .header(
                                aim.any(List.of(
                                        "CamelHttpResponseCode",
                                        "CamelVoiceCallVerified",
                                        "CamelHttpRawQuery",
                                        "CamelHttpPath",
                                        "CamelCharsetName",
                                        "breadcrumbId",
                                        "CamelHttpMethod",
                                        "caMelHttpUri")),
                                aim.any(List.of("200", "true", "x", "${header.foo}")))
                        .bytes()),
                refused("headers: too large or too many", At.ALL, aim -> {
                    Shot shot = aim.target().unproven(aim.evil());
                    if (aim.random().nextBoolean()) {
                        return shot.header("X-Large", "x".repeat(20_000 + aim.upTo(60_000)))
                                .bytes();
                    }
                    for (int i = 0; i < 500; i++) {
                        shot.header("X-" + i, "y");
                    }
                    return shot.bytes();
                }),
                refused("headers: bytes that are none of text", At.ALL, aim -> aim.target()
                        .unproven(aim.evil())
                        .header(
                                aim.any(List.of("X-Vyora-Signature", Target.TOKEN_HEADER, "X-Voice-Signature")),
                                aim.any(List.of("\u0000", "\u00ff\u00fe", "\u007f", "sha256=\u0080", "\t", "'\"<>${}")))
                        .bytes()),
                elsewhere("headers: two hosts or none", At.ALL, aim -> {
                    Shot shot = aim.target().unproven(aim.evil()).without("Host");
                    String host = aim.any(List.of("", "a b", "x:99999999", "[::1", "evil.example/..", "\u00e4", "a,b"));
                    return aim.random().nextBoolean()
                            ? shot.bytes()
                            : shot.header("Host", host).header("Host", "b").bytes();
                }));
    }

    private static List<Forgery> places() {
        return List.of(
                refused("path: variants of it, unproven", At.ALL, aim -> {
                    String door = aim.target().door();
                    String name = aim.target().provider();
                    return aim.target()
                            .unproven(aim.evil())
                            .path(aim.any(List.of(
                                    door + "/",
                                    "/" + door,
                                    door.toUpperCase(Locale.ROOT),
                                    door + ".",
                                    door + ";x=y",
                                    door + "%2f",
                                    door + "%00",
                                    door + "/..%2f" + name,
                                    "/voicecall/x/../" + name,
                                    "/voicecall/%2e%2e" + door,
                                    door + "/%2e",
                                    door + "#x",
                                    door + "?",
                                    door + "?a=b",
                                    door + "%",
                                    door + "%zz",
                                    door + "\\",
                                    "http://evil.example" + door,
                                    door + "/" + "a/".repeat(aim.upTo(400)),
                                    door + "%c0%af",
                                    "*",
                                    "//",
                                    door.substring(1))))
                            .bytes();
                }),
                refused("path: variants of it with the token", At.BY_PATH, aim -> {
                    String token = aim.target().secret();
                    return aim.target()
                            .unproven(aim.evil())
                            .path(aim.target().door()
                                    + aim.any(List.of(
                                            "/" + token + ".",
                                            "/" + token + "%2f",
                                            "/" + token + "%00",
                                            "/x/" + token,
                                            "/" + token + ";x=y",
                                            "/" + token + "/x",
                                            "%2f" + token,
                                            "/x%2f" + token,
                                            "/." + token,
                                            "/%20" + token,
                                            "/" + token + "%2fx",
                                            "/" + token + "+")))
                            .bytes();
                }),
                elsewhere("method: another one, rightly signed", At.ALL, aim -> aim.target()
                        .genuine(aim.evil())
                        .method(aim.any(List.of(
                                "GET",
                                "PUT",
                                "DELETE",
                                "PATCH",
                                "OPTIONS",
                                "TRACE",
                                "HEAD",
                                "PROPFIND",
                                "CONNECT",
                                "post",
                                "PO ST",
                                "X".repeat(5000),
                                "")))
                        .header("X-HTTP-Method-Override", "POST")
                        .bytes()));
    }
}
