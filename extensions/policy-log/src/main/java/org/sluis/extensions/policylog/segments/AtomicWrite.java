// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.IOException;
import java.nio.file.Path;

/** Makes a file that is either not there or whole, also after a crash. */
final class AtomicWrite {

    static final String UNFINISHED = ".tmp";

    /** Writes the content. */
    interface Content {
        void write(LogFile file) throws IOException;
    }

    private AtomicWrite() {}

    /** The file is durable when this returns; it takes the place of one of that name. */
    static void to(LogFiles files, Path path, Content content) throws IOException {
        var unfinished = path.resolveSibling(path.getFileName() + UNFINISHED);
        // a new file, never one whose last sync may have failed
        files.delete(unfinished);
        try (var file = files.open(unfinished)) {
            content.write(file);
            file.sync();
        }
        files.rename(unfinished, path);
        files.syncFolder(path.getParent());
    }
}
