package io.github.camelvoicecall.faults.matrix;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Places that must not be asked: another host that a redirect leads to, a server that nobody vouches for, a name that nobody has. */
final class Elsewhere implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final ServerSocket otherHost = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final HttpsServer untrusted =
            HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final AtomicInteger asked = new AtomicInteger();

    Elsewhere(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        untrusted.setHttpsConfigurator(new HttpsConfigurator(selfSigned(folder)));
        untrusted.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        untrusted.start();
        Thread counting = new Thread(this::count, "other-host");
        counting.setDaemon(true);
        counting.start();
    }

    /** Another name and another port. */
    String redirect() {
        return "http://localhost:" + otherHost.getLocalPort() + "/v1/calls";
    }

    String untrusted() {
        return "https://127.0.0.1:" + untrusted.getAddress().getPort();
    }

    /** A name that is reserved for not being there. */
    static String nameless() {
        return "http://provider.invalid";
    }

    /** Requests, or at the other host connections, that came. */
    int asked() {
        return asked.get();
    }

    private void count() {
        while (!otherHost.isClosed()) {
            try {
                otherHost.accept().close();
                asked.incrementAndGet();
            } catch (IOException ending) {
                return;
            }
        }
    }

    private static SSLContext selfSigned(Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve("self-signed.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        (keytool + " -genkeypair -alias a -keyalg EC -dname CN=127.0.0.1 -ext san=ip:127.0.0.1"
                                        + " -storetype PKCS12 -storepass changeit -keystore " + store)
                                .split(" "))
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IOException("keytool made no certificate");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public void close() throws IOException {
        otherHost.close();
        untrusted.stop(0);
    }
}
