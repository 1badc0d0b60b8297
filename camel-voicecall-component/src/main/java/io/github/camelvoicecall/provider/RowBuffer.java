package io.github.camelvoicecall.provider;

import java.io.OutputStream;
import java.util.Arrays;

/** Bytes that can be taken back, in an array that is used again and only grows. Not thread safe. */
public final class RowBuffer extends OutputStream {
    private static final int FIRST = 16 * 1024;

    private byte[] bytes = new byte[FIRST];
    private int size;

    @Override
    public void write(int one) {
        room(1);
        bytes[size++] = (byte) one;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        room(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length + (bytes.length >> 1)));
        }
    }

    /** @return how many bytes there are */
    public int size() {
        return size;
    }

    /**
     * Takes back what was written last.
     *
     * @param to how many bytes stay
     */
    public void truncate(int to) {
        size = to;
    }

    /** @return the array itself; only its first {@link #size()} bytes count, until the next write */
    public byte[] array() {
        return bytes;
    }

    /**
     * @param from the first byte
     * @param to the byte after the last one
     * @return a copy
     */
    public byte[] copy(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
