// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** {@code postmaster.pid}, in which a server tells its process number. */
final class PostmasterFile {

    static final String NAME = "postmaster.pid";

    private PostmasterFile() {}

    static Optional<ProcessHandle> process(Path directory) throws IOException {
        return named(directory).filter(process -> worksOn(directory, process));
    }

    static boolean namesLivingProcess(Path directory) throws IOException {
        return named(directory).isPresent();
    }

    private static Optional<ProcessHandle> named(Path directory) throws IOException {
        try {
            var lines = Files.readAllLines(directory.resolve(NAME));
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(ProcessHandle::isAlive);
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A server's working directory is its data directory, also after the folder was renamed. */
    static boolean worksOn(Path directory, ProcessHandle process) {
        var cwd = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            if (Files.exists(Path.of("/proc/self/cwd"))) {
                return Files.isSameFile(cwd, directory);
            }
        } catch (IOException e) {
            return false; // Gone meanwhile, or a process of another user.
        }
        return process.info().arguments().stream()
                .flatMap(Arrays::stream)
                .anyMatch(argument -> argument.equals(directory.toString()));
    }
}
