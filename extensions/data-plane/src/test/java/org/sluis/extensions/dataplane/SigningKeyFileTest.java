// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.nimbusds.jose.jwk.ECKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyFileTest {
    @TempDir
    private Path folder;

    @Test
    void makesAKeyThatOnlyItsOwnerMayRead() throws Exception {
        var file = folder.resolve("data/access-token.jwk");

        var key = SigningKeyFile.readOrCreate(file);

        assertThat(key.isPrivate()).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void readsTheSameKeyAgain() throws Exception {
        var file = folder.resolve("key");

        var first = SigningKeyFile.readOrCreate(file);

        assertThat(SigningKeyFile.readOrCreate(file)).isEqualTo(first);
    }

    @Test
    void givesOneKeyToAllThatStartAtOnce() throws Exception {
        var file = folder.resolve("key");
        Callable<ECKey> start = () -> SigningKeyFile.readOrCreate(file);
        var threads = Executors.newFixedThreadPool(8);
        try {
            var keys = threads.invokeAll(Collections.nCopies(8, start));
            for (var key : keys) {
                assertThat(key.get()).isEqualTo(keys.get(0).get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void refusesAKeyThatOthersMayRead() throws Exception {
        var file = folder.resolve("key");
        SigningKeyFile.readOrCreate(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatIOException()
                .isThrownBy(() -> SigningKeyFile.readOrCreate(file))
                .withMessageContaining("chmod 600");
    }

    @Test
    void refusesAFileThatIsNoKeyWithoutQuotingIt() throws Exception {
        var file = folder.resolve("key");
        SigningKeyFile.readOrCreate(file);
        Files.writeString(file, "{\"kty\":\"EC\",\"d\":\"s3cret\"}");

        assertThatIOException()
                .isThrownBy(() -> SigningKeyFile.readOrCreate(file))
                .withMessageContaining("not a private P-256 key")
                .withMessageNotContaining("s3cret");
    }
}
