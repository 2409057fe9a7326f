// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** The files of a log. */
final class LogFolder implements Closeable {

    private final LogFiles files;
    private final Path folder;
    private final Segments segments;
    private final Snapshots snapshots;
    private final NodeFiles nodes;
    private final OffsetsFile offsets;
    private final SpareBlock spare;

    LogFolder(LogFiles files, Path folder) throws IOException {
        this.files = files;
        this.folder = folder;
        files.makeFolder(folder);
        segments = new Segments(files, segmentsFolder());
        snapshots = new Snapshots(files, folder.resolve("snapshots"));
        nodes = new NodeFiles(files, folder.resolve("nodes"));
        offsets = new OffsetsFile(files, folder.resolve("offsets"));
        spare = new SpareBlock(files, folder.resolve("spare"));
    }

    LogFiles files() {
        return files;
    }

    Path segmentsFolder() {
        return folder.resolve("segments");
    }

    Segments segments() {
        return segments;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    NodeFiles nodes() {
        return nodes;
    }

    OffsetsFile offsets() {
        return offsets;
    }

    SpareBlock spare() {
        return spare;
    }

    /** Keeps a snapshot, and before it the nodes and offsets that it relies on. */
    void keep(Snapshot snapshot) throws IOException {
        nodes.sync();
        offsets.sync();
        files.syncFolder(folder);
        snapshots.keep(snapshot);
    }

    @Override
    public void close() throws IOException {
        segments.close();
        nodes.close();
        offsets.close();
        spare.close();
    }
}
