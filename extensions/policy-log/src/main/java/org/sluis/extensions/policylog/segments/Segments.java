// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.sluis.policies.log.leaf.CorruptLogException;

/** The segments of a log, open for reading; for many threads. */
final class Segments implements Closeable {

    private final LogFiles files;
    private final Path folder;
    /** By first index; of two with the same one the later, because the earlier has no entries. */
    private final NavigableMap<Long, SegmentName> byIndex = new ConcurrentSkipListMap<>();

    private final Map<SegmentName, LogFile> open = new ConcurrentHashMap<>();

    Segments(LogFiles files, Path folder) throws IOException {
        this.files = files;
        this.folder = folder;
        files.makeFolder(folder);
    }

    /**
     * All segments on disk in their order.
     *
     * @throws CorruptLogException if one is missing between two others, or a header is damaged
     */
    List<SegmentName> chain() throws IOException, CorruptLogException {
        var names = files.names(folder).stream()
                .flatMap(file -> SegmentName.parse(file).stream())
                .sorted()
                .toList();
        var before = SegmentName.NONE;
        for (var name : names) {
            var header = header(name);
            if (header.filter(read -> read.name().equals(name)).isEmpty()) {
                throw Corruption.at(path(name), 0, "its header is not the one that was written");
            }
            if (!header.get().before().equals(before)) {
                throw Corruption.at(
                        path(name),
                        0,
                        "the segment before it, " + header.get().before().file() + ", is missing");
            }
            before = name;
            add(name);
        }
        return names;
    }

    Optional<SegmentHeader> header(SegmentName name) throws IOException {
        var bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
        return file(name).read(bytes, 0) < SegmentHeader.BYTES ? Optional.empty() : SegmentHeader.parse(bytes.array());
    }

    private void add(SegmentName name) {
        byIndex.put(name.firstIndex(), name);
    }

    /** A new segment, which may have taken the place of an empty one. */
    void begin(SegmentName name) throws IOException {
        add(name);
        synchronized (open) {
            var replaced = open.remove(name);
            if (replaced != null) {
                replaced.close();
            }
        }
    }

    /** The segment that holds that entry. */
    SegmentName of(long index) {
        return byIndex.floorEntry(index).getValue();
    }

    LogFile file(SegmentName name) throws IOException {
        var file = open.get(name);
        if (file != null) {
            return file;
        }
        synchronized (open) {
            if (!open.containsKey(name)) {
                if (!files.exists(path(name))) {
                    throw new NoSuchFileException(path(name).toString());
                }
                open.put(name, files.open(path(name)));
            }
            return open.get(name);
        }
    }

    Path path(SegmentName name) {
        return folder.resolve(name.file());
    }

    @Override
    public void close() throws IOException {
        for (var file : open.values()) {
            file.close();
        }
    }
}
