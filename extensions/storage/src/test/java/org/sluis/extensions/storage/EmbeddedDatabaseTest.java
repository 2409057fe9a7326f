// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    @TempDir
    Path folder;

    @Test
    void keepsDataAcrossACleanRestart() throws Exception {
        try (var first = EmbeddedDatabase.start(folder)) {
            execute(first.database(), "CREATE TABLE kept AS SELECT 7 AS number");
        }

        try (var second = EmbeddedDatabase.start(folder)) {
            assertThat(one(second.database(), "SELECT number FROM kept")).isEqualTo("7");
        }
    }

    @Test
    void storesForGoodWhatItSaysItStored() throws Exception {
        try (var database = EmbeddedDatabase.start(folder)) {
            for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
                assertThat(one(database.database(), "SHOW " + setting))
                        .as(setting)
                        .isEqualTo("on");
            }
        }
    }

    @Test
    void leavesNoServerBehindWhenClosed() {
        var database = EmbeddedDatabase.start(folder);
        var server = database.serverPid();
        var guard = database.guardPid();

        database.close();

        assertThat(CompanyProcess.runs(server)).isFalse();
        awaits(() -> !CompanyProcess.runs(guard));
    }

    @Test
    void letsNobodyInWithoutThePassword() throws Exception {
        try (var database = EmbeddedDatabase.start(folder)) {
            var known = database.database();

            assertThatThrownBy(() -> DriverManager.getConnection(known.url(), known.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("password"))))
                    .isEqualTo("rw-------");
            assertThat(known.toString()).doesNotContain(known.password());
        }
    }

    @Test
    void refusesAFolderThatAnotherConnectorUses() throws Exception {
        try (var other = CompanyProcess.start(folder)) {
            assertThat(other.serverRuns()).isTrue();

            assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use by another connector");

            assertThat(one(other.database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void refusesAFolderThatThisProcessAlreadyUses() {
        try (var first = EmbeddedDatabase.start(folder)) {
            assertThat(first.serverPid()).isPositive();

            assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("in use by another connector");
        }
    }

    @Test
    void stopsTheServerWhenTheProcessIsKilled() throws Exception {
        var company = CompanyProcess.start(folder);

        company.kill();

        awaits(() -> !company.serverRuns());
    }

    @Test
    void takesOverFromAServerThatOutlivedItsProcess() throws Exception {
        var killed = CompanyProcess.start(folder);
        execute(killed.database, "CREATE TABLE kept AS SELECT 7 AS number");
        killed.killWithGuard();
        assertThat(killed.serverRuns()).isTrue();

        try (var next = EmbeddedDatabase.start(folder)) {
            assertThat(killed.serverRuns()).isFalse();
            assertThat(one(next.database(), "SELECT number FROM kept")).isEqualTo("7");
        }
    }

    @Test
    void startsAServerThatDiedAgainOnTheSamePort() throws Exception {
        try (var database = EmbeddedDatabase.start(folder)) {
            var first = database.serverPid();
            execute(database.database(), "CREATE TABLE kept AS SELECT 7 AS number");

            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            awaits(() -> database.serverPid() != first && answers(database.database()));
            assertThat(one(database.database(), "SELECT number FROM kept")).isEqualTo("7");
        }
    }

    @Test
    void startsThoughTheProcessNumberOfItsLastServerBelongsToSomebodyElse() throws Exception {
        EmbeddedDatabase.start(folder).close();
        Files.writeString(
                folder.resolve("cluster/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folder.resolve("cluster") + "\n");

        try (var next = EmbeddedDatabase.start(folder)) {
            assertThat(one(next.database(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void startsOverWhenItWasKilledWhileMakingTheDatabase() throws Exception {
        Files.createDirectories(folder.resolve("cluster.part/base"));
        Files.writeString(folder.resolve("password"), "from the first try");

        try (var next = EmbeddedDatabase.start(folder)) {
            assertThat(one(next.database(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void saysWhichOtherVersionWroteTheFolder() throws Exception {
        EmbeddedDatabase.start(folder).close();
        Files.writeString(folder.resolve("cluster/PG_VERSION"), "15\n");

        assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("written by PostgreSQL 15");
    }

    @Test
    void saysThatTheFolderIsDamaged() throws Exception {
        EmbeddedDatabase.start(folder).close();
        Files.delete(folder.resolve("cluster/global/pg_control"));

        assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void repeatsTheLastWordsOfAServerThatDoesNotStart() throws Exception {
        EmbeddedDatabase.start(folder).close();
        var control = folder.resolve("cluster/global/pg_control");
        var bytes = Files.readAllBytes(control);
        bytes[20] ^= 0x55;
        Files.write(control, bytes);

        assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("does not start")
                .hasMessageContaining("checksum");
    }

    @Test
    void canBeUsedAgainAfterARefusedStart() throws Exception {
        EmbeddedDatabase.start(folder).close();
        var version = folder.resolve("cluster/PG_VERSION");
        Files.writeString(version, "15\n");
        assertThatThrownBy(() -> EmbeddedDatabase.start(folder)).isInstanceOf(StorageException.class);
        Files.writeString(version, "18\n");

        try (var next = EmbeddedDatabase.start(folder)) {
            assertThat(one(next.database(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void worksInAFolderWithSpacesAndQuotes() throws Exception {
        try (var database = EmbeddedDatabase.start(folder.resolve("it's our data"))) {
            assertThat(one(database.database(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void refusesAPathThatAShellWouldRead() {
        assertThatThrownBy(() -> EmbeddedDatabase.start(folder.resolve("$(reboot)")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("character in its path");
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(Database database, String sql) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static boolean answers(Database database) {
        try {
            return one(database, "SELECT 1").equals("1");
        } catch (SQLException e) {
            return false;
        }
    }

    private static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private static void awaits(BooleanSupplier condition) {
        var end = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waited 20 s").isBefore(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
