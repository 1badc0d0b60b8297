package io.github.camelvoicecall.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The sandbox's memory on disk: one JSON line per event, handed to the operating system before the event has any effect, so that
 * it survives a killed process (not a lost machine). One process at a time may hold a file. Callers serialise the writes.
 */
final class Journal implements AutoCloseable {

    /**
     * One line: the numbers that a request wants called, or the new state of calls with the events that it causes, or an event that
     * needs no further attempt, or a thing of a {@link Shelf}. One line per event keeps calls and their events together whatever
     * happens.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(List<String> posted, List<Call> calls, List<Letter> letters, String settled, Kept kept) {

        static Entry posted(List<String> numbers) {
            return new Entry(numbers, null, null, null, null);
        }

        static Entry moved(List<Call> calls, List<Letter> letters) {
            return new Entry(null, calls, letters, null, null);
        }

        static Entry settled(String letterId) {
            return new Entry(null, null, null, letterId, null);
        }

        static Entry kept(String shelf, String id, JsonNode thing) {
            return new Entry(null, null, null, null, new Kept(shelf, id, thing));
        }
    }

    /** A thing as it now is, JSON null if it is gone. */
    record Kept(String shelf, String id, JsonNode thing) {}

    private final FileChannel channel;

    private Journal(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @throws IllegalStateException if another sandbox has the file
     */
    static Journal open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
            if (isFree(channel)) {
                return new Journal(channel);
            }
            channel.close();
            throw new IllegalStateException("another sandbox uses the state file " + file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the state file " + file, e);
        }
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // this process has it
        }
    }

    /** Removes a file that no sandbox has open; null is no file. */
    static void forget(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the state file " + file, e);
        }
    }

    /** All entries so far. Cuts off a last line that was not written to its end. */
    List<Entry> read() {
        try {
            String text = text();
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            channel.truncate(whole.getBytes(UTF_8).length);
            channel.position(channel.size());
            return entries(whole);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the state file", e);
        }
    }

    void write(Entry entry) {
        if (!channel.isOpen()) {
            return; // a step of a call that was under way when the sandbox was closed: too late, as if killed
        }
        try {
            ByteBuffer line = ByteBuffer.wrap((Json.text(entry) + '\n').getBytes(UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the state file", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the state file", e);
        }
    }

    private String text() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
        return UTF_8.decode(bytes.flip()).toString();
    }

    private static List<Entry> entries(String text) {
        List<Entry> entries = new ArrayList<>();
        text.lines().forEach(line -> entries.add(Json.read(line, Entry.class)));
        return entries;
    }
}
