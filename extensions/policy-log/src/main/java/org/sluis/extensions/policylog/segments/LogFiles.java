// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Port: the file system under the log. Nothing is durable before the file, or the folder for names, is synced. */
public interface LogFiles {

    /** Opens a file for reading and writing; makes an empty one, for the owner only, when there is none. */
    LogFile open(Path file) throws IOException;

    boolean exists(Path file);

    /** Names in a folder, ascending; none when there is no such folder. */
    List<String> names(Path folder) throws IOException;

    /** Makes a folder, for the owner only, and its missing parents; durable when it returns. */
    void makeFolder(Path folder) throws IOException;

    /** Replaces {@code to}. */
    void rename(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;

    /** Makes the names in a folder durable. */
    void syncFolder(Path folder) throws IOException;

    /**
     * Keeps every other process and every other log of this process out until closed.
     *
     * @throws IOException if another one holds the lock
     */
    Closeable lock(Path file) throws IOException;
}
