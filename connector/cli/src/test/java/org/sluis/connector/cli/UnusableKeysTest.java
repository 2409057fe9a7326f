// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.connector.runtime.CompanyFolder;
import org.sluis.extensions.identity.keys.KeyStoreFile;

/** A connector whose keys cannot be used does not start, says why in one line, and leaves the files as they are. */
@Timeout(120)
class UnusableKeysTest {

    @TempDir
    private Path folder;

    private Path company;
    private Path keys;
    private Path password;

    @BeforeEach
    void create() throws IOException {
        company = CompanyFolder.create(
                        folder.resolve("company"),
                        new CompanyFolder.Start("did:web:a.example", "A", "anna", 1, 2, 3, List.of()))
                .path();
        keys = company.resolve("keys/identity.bcfks");
        password = company.resolve("keys/identity.password");
        Files.createDirectories(keys.getParent());
        KeyStoreFile.open(keys, password).put("a", new byte[] {1});
    }

    private void doesNotStart(String... why) throws IOException {
        var before = Files.readAllBytes(keys);
        assertThatThrownBy(() -> Running.untilStopped(company, false, started -> {}))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("the connector did not start: The ")
                .hasMessageContainingAll(why)
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("Exception");
        assertThat(Files.readAllBytes(keys)).isEqualTo(before);
    }

    @Test
    void withAnotherPassword() throws IOException {
        Files.writeString(password, "hunter2\n");

        doesNotStart(keys.toString(), "the password is another one", "restore it");
    }

    @Test
    void withAHalfWrittenKeyStore() throws IOException {
        var whole = Files.readAllBytes(keys);
        Files.write(keys, Arrays.copyOf(whole, whole.length / 2));

        doesNotStart(keys.toString(), "the file is damaged", "from a backup");
    }

    @Test
    void ofWhatOurOwnPartsSayTheFirstCounts() {
        var ours = new CommandFailure(1, "keys/identity.password cannot be read", new IOException("13"));

        assertThat(Running.why(new IllegalStateException("wrapped", ours)))
                .isEqualTo("keys/identity.password cannot be read");
        assertThat(Running.why(new IllegalStateException("wrapped", new IOException("port is taken"))))
                .isEqualTo("port is taken");
    }
}
