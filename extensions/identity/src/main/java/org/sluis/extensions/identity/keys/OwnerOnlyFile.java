// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read, replaced as a whole or not at all. */
final class OwnerOnlyFile {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private OwnerOnlyFile() {}

    /** Replaces the file; after a crash there is the old one or the new one. */
    static void replace(Path file, byte[] content) throws IOException {
        var folder = folder(file);
        var written = Files.createTempFile(folder, "." + file.getFileName(), ".part", OWNER_ONLY);
        try {
            write(written, content);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(folder);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** Writes a file that is not there yet. */
    static void create(Path file, byte[] content) throws IOException {
        folder(file);
        Files.createFile(file, OWNER_ONLY);
        write(file, content);
        force(folder(file));
    }

    /** Whether somebody besides its owner may read or change the file. */
    static boolean isOpenToOthers(Path file) throws IOException {
        var permissions = Files.getPosixFilePermissions(file);
        var group = permissions.contains(PosixFilePermission.GROUP_READ);
        // A systemd credential belongs to root and is readable for us through its access control list.
        var lent = "root".equals(Files.getOwner(file).getName()) && !"root".equals(System.getProperty("user.name"));
        return permissions.contains(PosixFilePermission.OTHERS_READ)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || permissions.contains(PosixFilePermission.GROUP_WRITE)
                || (group && !lent);
    }

    private static Path folder(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, OWNER_ONLY_FOLDER);
        }
        return folder;
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
