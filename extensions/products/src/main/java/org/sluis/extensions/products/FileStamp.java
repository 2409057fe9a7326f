// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/** By what a changed file is noticed without reading it. */
record FileStamp(long size, Instant modified, String identity, boolean regular) {

    static FileStamp of(Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new FileStamp(
                attributes.size(),
                attributes.lastModifiedTime().toInstant(),
                attributes.fileKey() + "/" + changed(file),
                attributes.isRegularFile());
    }

    /** Copying tools set the time of modification as they like, but not the time of change. */
    private static String changed(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? String.valueOf(Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS))
                : ""; // what the other members say must do
    }
}
