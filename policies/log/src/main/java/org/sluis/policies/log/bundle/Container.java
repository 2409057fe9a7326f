// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The zip file of a bundle: stored, names sorted, no times, no extras, so that the same files have one container and any other
 * byte in it is refused. Nothing is compressed, so nothing can expand.
 */
final class Container {

    static final int MOST_FILES = 20_000;

    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    static final short VERSION = 10;
    /** 1 January 1980, the first day that a zip can name. */
    private static final short DATE = 0x21;

    private Container() {}

    /** The zip of these files. */
    static byte[] write(SortedMap<String, byte[]> files) {
        var directory = new CentralDirectory();
        long size = files.entrySet().stream()
                .mapToLong(file -> LOCAL_BYTES + file.getKey().length() + (long) file.getValue().length)
                .sum();
        var zip = little(Math.toIntExact(size));
        files.forEach((name, content) -> {
            int crc = crc(ByteBuffer.wrap(content));
            directory.add(name, crc, content.length, zip.position());
            putLocal(zip, name, crc, content.length);
            zip.put(content);
        });
        var tail = directory.bytes(zip.position());
        return ByteBuffer.allocate(zip.position() + tail.length)
                .put(zip.flip())
                .put(tail)
                .array();
    }

    /** The files of a zip as {@link #write} makes it; a wrong checksum is a finding, everything else is unreadable. */
    static SortedMap<String, ByteBuffer> read(ByteBuffer bytes, Findings findings) throws UnreadableBundleException {
        var zip = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        var files = new TreeMap<String, ByteBuffer>();
        var directory = new CentralDirectory();
        while (zip.remaining() >= LOCAL_BYTES && zip.getInt(zip.position()) == LOCAL) {
            int offset = zip.position();
            int crc = zip.getInt(offset + 14);
            long size = zip.getInt(offset + 18) & 0xffffffffL;
            int nameLength = zip.getShort(offset + 26) & 0xffff;
            require(LOCAL_BYTES + nameLength + size <= zip.remaining(), "a file reaches beyond the end");
            var name = name(zip.slice(offset + LOCAL_BYTES, nameLength));
            require(files.size() < MOST_FILES, "more than " + MOST_FILES + " files");
            require(files.isEmpty() || files.lastKey().compareTo(name) < 0, "names are not sorted or repeat: " + name);
            requireCanonicalLocal(zip.slice(offset, LOCAL_BYTES + nameLength), name, crc, (int) size);
            var content = zip.slice(offset + LOCAL_BYTES + nameLength, (int) size);
            if (crc(content) != crc) {
                findings.tampered(Check.CONTAINER, name, "the zip's checksum does not fit the content");
            }
            files.put(name, content);
            directory.add(name, crc, (int) size, offset);
            zip.position(offset + LOCAL_BYTES + nameLength + (int) size);
        }
        require(!files.isEmpty(), "not a zip, or an empty one");
        require(
                zip.equals(ByteBuffer.wrap(directory.bytes(zip.position()))),
                "the zip's directory is not the one of its files");
        return files;
    }

    private static void requireCanonicalLocal(ByteBuffer header, String name, int crc, int size)
            throws UnreadableBundleException {
        var wanted = little(LOCAL_BYTES + name.length());
        putLocal(wanted, name, crc, size);
        require(
                header.equals(wanted.flip()),
                "the header of " + name + " is not the plain one: stored, without time and extras");
    }

    private static String name(ByteBuffer bytes) throws UnreadableBundleException {
        var name = StandardCharsets.ISO_8859_1.decode(bytes).toString();
        require(FileNames.known(name), "a file that no bundle has: " + FileNames.printable(name));
        return name;
    }

    private static void putLocal(ByteBuffer zip, String name, int crc, int size) {
        zip.putInt(LOCAL);
        putShared(zip, crc, size, name);
        zip.putShort((short) 0).put(name.getBytes(StandardCharsets.US_ASCII));
    }

    /** Version, flags, method, time, date, checksum, both sizes, length of the name: alike in both headers. */
    static void putShared(ByteBuffer zip, int crc, int size, String name) {
        zip.putShort(VERSION)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort(DATE);
        zip.putInt(crc).putInt(size).putInt(size).putShort((short) name.length());
    }

    private static int crc(ByteBuffer content) {
        var crc = new CRC32();
        crc.update(content.duplicate());
        return (int) crc.getValue();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void require(boolean holds, String message) throws UnreadableBundleException {
        if (!holds) {
            throw new UnreadableBundleException("", message);
        }
    }
}
