// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once for each user of this machine from the archive on the class path. */
final class PostgresBinaries {

    private final String archive = archiveName();
    private final URL resource = PostgresBinaries.class.getResource("/" + archive);

    /** The folder that has {@code bin/}, {@code lib/} and {@code share/}; unpacks when it is not there yet. */
    Path unpacked(Path fallback) throws IOException {
        if (resource == null) {
            throw new StorageException("No PostgreSQL for this machine is packed with the connector (" + archive
                    + "). Use an external database.");
        }
        var cache = cache(fallback);
        var home = cache.resolve("postgresql-" + fingerprint());
        if (Files.isDirectory(home)) {
            return home;
        }
        // Several companies on one machine start together: one unpacks, the others wait for it.
        try (var lock = FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            if (!Files.isDirectory(home)) {
                var part = cache.resolve("part-" + UUID.randomUUID());
                unpack(part);
                Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return home;
    }

    private static Path cache(Path fallback) throws IOException {
        var xdg = System.getenv("XDG_CACHE_HOME");
        var user = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        try {
            var cache = OwnerOnly.directory(user.resolve("sluis"));
            if (Files.isWritable(cache)) {
                return cache;
            }
        } catch (IOException e) {
            // A user without a home of its own: a service account, a container.
        }
        return OwnerOnly.directory(fallback);
    }

    /** Size and checksum of the archive as its jar states them: another archive gets another folder. */
    private String fingerprint() throws IOException {
        if (resource.openConnection() instanceof JarURLConnection jar) {
            var entry = jar.getJarEntry();
            return HexFormat.of().toHexDigits((int) entry.getCrc()) + "-" + entry.getSize();
        }
        return Long.toString(resource.openConnection().getContentLengthLong());
    }

    private void unpack(Path target) throws IOException {
        OwnerOnly.directory(target);
        try (InputStream raw = resource.openStream();
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(raw)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("entry outside the archive: " + entry.getName());
                }
                write(tar, entry, path);
            }
        }
    }

    private static void write(InputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        if ((entry.getMode() & 0100) != 0) {
            var permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    private static String archiveName() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        var arch = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> System.getProperty("os.arch");
        };
        return "postgres-" + os + "-" + arch + ".txz";
    }
}
