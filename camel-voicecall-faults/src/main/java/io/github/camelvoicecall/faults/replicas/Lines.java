package io.github.camelvoicecall.faults.replicas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads {@link Notes} while they are written, each line once; a line that isn't written to its end waits. Not thread safe. */
final class Lines {
    private final Path notes;
    private long position;

    Lines(Path notes) {
        this.notes = notes;
    }

    /** The words of each line that is new. */
    List<List<String>> more() {
        if (!Files.exists(notes)) {
            return List.of();
        }
        try (FileChannel file = FileChannel.open(notes, READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size() - position));
            while (bytes.hasRemaining() && file.read(bytes, position + bytes.position()) >= 0) {
                // until all that was there is read
            }
            byte[] read = bytes.array();
            int whole = bytes.position();
            while (whole > 0 && read[whole - 1] != '\n') {
                whole--;
            }
            position += whole;
            return new String(read, 0, whole, UTF_8)
                    .lines()
                    .map(line -> List.of(line.split(" ")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
