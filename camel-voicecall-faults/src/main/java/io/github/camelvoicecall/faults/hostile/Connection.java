package io.github.camelvoicecall.faults.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends bytes as they are and reads what comes back. */
final class Connection {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
    private static final int CONNECT_MILLIS = 5000;

    private Connection() {}

    /**
     * One request, or what looks like it, over a connection of its own.
     *
     * @param patienceMillis how long to wait for the next byte of the answer
     * @return the statuses of all answers; empty when the server just closed, or said nothing
     */
    static List<Integer> send(int port, byte[] request, int patienceMillis) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
            socket.setSoTimeout(patienceMillis);
            try {
                socket.getOutputStream().write(request);
                socket.getOutputStream().flush();
            } catch (IOException closedMeanwhile) {
                // it may have answered before all was sent
            }
            return statuses(answer(socket.getInputStream()));
        }
    }

    /** Opens a connection, and sends the beginning of a request whose rest never comes. */
    static Socket begin(int port, byte[] beginning) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
        socket.getOutputStream().write(beginning);
        socket.getOutputStream().flush();
        return socket;
    }

    private static byte[] answer(InputStream in) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        try {
            for (int read = in.read(buffer); read >= 0 && answer.size() < 1 << 20; read = in.read(buffer)) {
                answer.write(buffer, 0, read);
            }
        } catch (SocketTimeoutException saysNoMore) {
            return answer.toByteArray();
        } catch (IOException reset) {
            return answer.toByteArray();
        }
        return answer.toByteArray();
    }

    private static List<Integer> statuses(byte[] answer) {
        List<Integer> statuses = new ArrayList<>();
        Matcher status = STATUS.matcher(new String(answer, StandardCharsets.ISO_8859_1));
        while (status.find()) {
            statuses.add(Integer.valueOf(status.group(1)));
        }
        return statuses;
    }
}
