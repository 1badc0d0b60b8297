package io.github.camelvoicecall.faults.matrix;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A TCP front before a sandbox. It passes requests on, one for each connection, and breaks them where an HTTP server can't: before they are read, and while they are under way. */
final class Front implements AutoCloseable {
    private static final int PORTS_TRIED = 50;
    private static final int BACKLOG = 200;
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final Pattern CONNECTION = Pattern.compile("(?im)^connection:[^\r]*\r\n");

    private final int port;
    private final URI target;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "matrix-front");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean resetNext = new AtomicBoolean();
    private final AtomicInteger unread = new AtomicInteger();
    private volatile ServerSocket server;
    private final Map<String, Runnable> arrivals = new ConcurrentHashMap<>();

    Front(String baseUrl) {
        target = URI.create(baseUrl);
        port = listen();
    }

    /** Below the ports that systems give to outgoing connections: one of those must not take ours while we are away. */
    private int listen() {
        for (int tried = 0; ; tried++) {
            int any = ThreadLocalRandom.current().nextInt(10_000, 30_000);
            try {
                listen(any);
                return any;
            } catch (UncheckedIOException taken) {
                if (tried == PORTS_TRIED) {
                    throw taken;
                }
            }
        }
    }

    private void listen(int where) {
        try {
            ServerSocket opened = new ServerSocket(where, BACKLOG, InetAddress.getLoopbackAddress());
            server = opened;
            threads.execute(() -> accept(opened));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String baseUrl() {
        return "http://127.0.0.1:" + port + target.getRawPath();
    }

    /** Connections are refused until {@link #back}. */
    void away() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void back() {
        listen(port);
    }

    /** The next request that isn't a read is reset when no more than its first byte was read. */
    void resetNextUnread() {
        resetNext.set(true);
    }

    /** How many requests were reset unread. */
    int unread() {
        return unread.get();
    }

    /** Once the provider has worked off a request that has the text in it, this is done in place of the answer. */
    void insteadOfTheAnswerTo(String text, Runnable event) {
        arrivals.put(text, event);
    }

    private void accept(ServerSocket open) {
        while (!open.isClosed()) {
            try {
                Socket client = open.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            int first = in.read();
            if (first < 0) {
                return;
            }
            if (first == 'P' && resetNext.compareAndSet(true, false)) {
                unread.incrementAndGet();
                client.setSoLinger(true, 0);
                return;
            }
            pass(client, request(first, in));
        } catch (IOException gone) {
            // the client or the sandbox closed the connection: that is what some faults are
        }
    }

    private static byte[] request(int first, InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(first);
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("cut short");
            }
            head.write(next);
        }
        String lines = head.toString(StandardCharsets.ISO_8859_1);
        Matcher length = LENGTH.matcher(lines);
        byte[] body = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
        String closing =
                CONNECTION.matcher(lines).replaceAll("").replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(closing.getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private void pass(Socket client, byte[] request) throws IOException {
        String text = new String(request, StandardCharsets.UTF_8);
        String awaited =
                arrivals.keySet().stream().filter(text::contains).findFirst().orElse(null);
        Runnable event = awaited == null ? null : arrivals.remove(awaited);
        try (Socket sandbox = new Socket(target.getHost(), target.getPort())) {
            sandbox.getOutputStream().write(request);
            if (event == null) {
                sandbox.getInputStream().transferTo(client.getOutputStream());
            } else {
                sandbox.getInputStream().readAllBytes();
                event.run();
            }
        } catch (IOException broken) {
            client.setSoLinger(true, 0);
            throw broken;
        }
    }

    @Override
    public void close() {
        away();
        threads.shutdownNow();
    }
}
