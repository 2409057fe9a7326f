// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The password of the key store: the first line of a file, never an argument or an environment variable. */
final class KeyStorePassword {

    private static final int LONGEST = 1024;

    private KeyStorePassword() {}

    static char[] read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new UnusableKeysException("There is no password file " + file
                        + " for the key store. Restore it, or set identity.passwordFile.");
            }
            if (OwnerOnlyFile.isOpenToOthers(file)) {
                throw new UnusableKeysException("The password file " + file
                        + " may be read by others than its owner. Run: chmod 600 " + file
                        + " and change the password if somebody may have seen it.");
            }
            if (Files.size(file) > LONGEST) {
                throw new UnusableKeysException("The password file " + file + " is longer than 1024 bytes.");
            }
            return firstLine(file);
        } catch (IOException e) {
            throw new UnusableKeysException("The password file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static char[] firstLine(Path file) throws IOException {
        var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        if (text.isEmpty()) {
            throw new UnusableKeysException("The password file " + file + " is empty.");
        }
        return text.toCharArray();
    }

    /** Writes a new random password into a file that is not there yet. */
    static void create(Path file) {
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        try {
            OwnerOnlyFile.create(
                    file,
                    (Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n")
                            .getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UnusableKeysException("The password file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
