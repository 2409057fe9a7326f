// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreFileTest {

    @TempDir
    private Path folder;

    private Path file;
    private Path password;

    @BeforeEach
    void paths() {
        file = folder.resolve("keys/identity.bcfks");
        password = folder.resolve("keys/identity.password");
    }

    @Test
    void findsWhatWasPutAfterOpeningItAgain() {
        KeyStoreFile.open(file, password).put("a key", "{\"kty\":\"EC\"}".getBytes(UTF_8));

        var again = KeyStoreFile.open(file, password);

        assertThat(again.entry("a key")).hasValue("{\"kty\":\"EC\"}".getBytes(UTF_8));
        assertThat(again.entry("another")).isEmpty();
    }

    @Test
    void keepsSecretsOfAnyLength() {
        var secret = new byte[5000];
        Arrays.fill(secret, (byte) 7);

        KeyStoreFile.open(file, password).put("long", secret);

        assertThat(KeyStoreFile.open(file, password).entry("long")).hasValue(secret);
    }

    @Test
    void letsOnlyTheOwnerReadItsFiles() throws IOException {
        KeyStoreFile.open(file, password).put("a", new byte[] {1});

        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(password)).isEqualTo("rw-------");
        assertThat(permissions(file.getParent())).isEqualTo("rwx------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactlyInAnyOrder(file, password);
        }
    }

    @Test
    void writesNoSecretInTheClear() throws IOException {
        KeyStoreFile.open(file, password).put("a", "very-secret".getBytes(UTF_8));

        assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("very-secret");
    }

    @Test
    void refusesAnotherPasswordAndLeavesTheFile() throws IOException {
        KeyStoreFile.open(file, password).put("a", new byte[] {1});
        var before = Files.readAllBytes(file);
        Files.writeString(password, "hunter2\n");

        assertThatThrownBy(() -> KeyStoreFile.open(file, password))
                .isInstanceOf(UnusableKeysException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("hunter2");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void refusesAHalfWrittenStore() throws IOException {
        KeyStoreFile.open(file, password).put("a", new byte[] {1});
        var whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> KeyStoreFile.open(file, password)).isInstanceOf(UnusableKeysException.class);
        assertThat(Files.size(file)).isEqualTo(whole.length / 2);
    }

    @Test
    void refusesAForeignFileWithoutQuotingIt() throws IOException {
        KeyStoreFile.open(file, password);
        for (var foreign : new String[] {"", "somebody's diary", "{\"d\":\"secret\"}"}) {
            Files.writeString(file, foreign);

            assertThatThrownBy(() -> KeyStoreFile.open(file, password))
                    .isInstanceOf(UnusableKeysException.class)
                    .hasMessageNotContaining("diary")
                    .hasMessageNotContaining("secret\"");
            assertThat(Files.readString(file)).isEqualTo(foreign);
        }
    }

    @Test
    void refusesFilesThatOthersMayRead() throws IOException {
        KeyStoreFile.open(file, password);
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw----r--"));

        assertThatThrownBy(() -> KeyStoreFile.open(file, password)).hasMessageContaining("chmod 600 " + password);

        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> KeyStoreFile.open(file, password)).hasMessageContaining("chmod 600 " + file);
    }

    @Test
    void makesNoNewPasswordForAnExistingStore() throws IOException {
        KeyStoreFile.open(file, password);
        Files.delete(password);

        assertThatThrownBy(() -> KeyStoreFile.open(file, password)).hasMessageContaining("no password file");
        assertThat(password).doesNotExist();
    }

    @Test
    void keepsTheOldEntriesWhenItCannotBeWritten() throws IOException {
        var store = KeyStoreFile.open(file, password);
        store.put("a", new byte[] {1});
        Files.move(file.getParent(), folder.resolve("moved"));
        Files.writeString(file.getParent(), "in the way");

        assertThatThrownBy(() -> store.put("b", new byte[] {2})).isInstanceOf(UnusableKeysException.class);
        assertThat(store.entries()).containsOnlyKeys("a");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
