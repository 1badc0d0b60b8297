package io.github.camelvoicecall.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A server on a bare socket, for what no HTTP server does: counts connections, closes or resets them at will. */
final class RawServer implements AutoCloseable {
    static final Manner OK = socket -> {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        while (request(in)) {
            answer(socket, "200 OK", "{\"id\":\"c1\",\"status\":\"queued\"}");
        }
    };

    /** Keeps alive, as far as the client can see, but closes silently after the first answer. */
    static final Manner CLOSES_IDLE = socket -> {
        request(new BufferedInputStream(socket.getInputStream()));
        answer(socket, "200 OK", "{\"id\":\"c1\",\"status\":\"queued\"}");
    };

    /** Says that it keeps connections, and does. */
    static final Manner KEEPS = socket -> {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        while (request(in)) {
            answer(socket, "200 OK\r\nKeep-Alive: timeout=5", "{\"id\":\"c1\",\"status\":\"queued\"}");
        }
    };

    /** Says that it keeps connections, and is gone. */
    static final Manner CLOSES_KEPT = socket -> {
        request(new BufferedInputStream(socket.getInputStream()));
        answer(socket, "200 OK\r\nKeep-Alive: timeout=5", "{\"id\":\"c1\",\"status\":\"queued\"}");
    };

    static final Manner NO_ANSWER = socket -> request(new BufferedInputStream(socket.getInputStream()));

    static final Manner RESET = socket -> {
        request(new BufferedInputStream(socket.getInputStream()));
        socket.setSoLinger(true, 0);
    };

    static final Manner SILENCE = socket -> {
        InputStream in = socket.getInputStream();
        while (in.read() >= 0) {
            // until the client gives up
        }
    };

    static final Manner HALF_AN_ANSWER = socket -> {
        request(new BufferedInputStream(socket.getInputStream()));
        socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":".getBytes(ISO_8859_1));
    };

    /** Begins to answer and sends a byte now and then, so that no read ever runs into a time-out. */
    static Manner dripping(String beginning) {
        return socket -> {
            request(new BufferedInputStream(socket.getInputStream()));
            socket.getOutputStream().write(beginning.getBytes(ISO_8859_1));
            while (!socket.isClosed()) {
                socket.getOutputStream().write('x');
                socket.getOutputStream().flush();
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        };
    }

    /** Answers for ever, as fast as it can. */
    static final Manner ENDLESS = socket -> {
        request(new BufferedInputStream(socket.getInputStream()));
        byte[] much = new byte[1 << 16];
        socket.getOutputStream()
                .write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n".getBytes(ISO_8859_1));
        while (true) {
            socket.getOutputStream().write(much);
        }
    };

    static final Manner NOT_HTTP = socket -> {
        request(new BufferedInputStream(socket.getInputStream()));
        socket.getOutputStream().write("SSH-2.0-OpenSSH_9.6\r\n\r\n".getBytes(ISO_8859_1));
    };

    /** Whatever the client says: it speaks TLS. */
    static final Manner PLAIN = socket -> {
        socket.getInputStream().read();
        answer(socket, "400 Bad Request", "{}");
    };

    /** How it treats a connection; closed at the end. */
    @FunctionalInterface
    interface Manner {
        void serve(Socket socket) throws IOException;
    }

    private final ServerSocket listener;
    private final Manner manner;
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final Thread acceptor = new Thread(this::accept, "raw-server");

    RawServer(Manner manner) {
        this.manner = manner;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawServer start() {
        acceptor.start();
        return this;
    }

    String url(String scheme) {
        return scheme + "://127.0.0.1:" + listener.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                connections.incrementAndGet();
                new Thread(() -> serve(socket), "raw-connection").start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            manner.serve(socket);
        } catch (IOException gone) {
            // the client left
        }
    }

    /** Reads one request with its body; false at the end of the connection. */
    private static boolean request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            head.append((char) next);
        }
        String lower = head.toString().toLowerCase(Locale.ROOT);
        int length = lower.indexOf("content-length:");
        if (length >= 0) {
            in.readNBytes(Integer.parseInt(
                    lower.substring(length + 15, lower.indexOf('\r', length)).trim()));
        }
        return true;
    }

    private static void answer(Socket socket, String status, String body) throws IOException {
        socket.getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                                + "\r\n\r\n" + body)
                        .getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
