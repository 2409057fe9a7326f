// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    @Test
    void makesEveryTableOfTheConnector() throws Exception {
        try (var pool = Connections.pool(TestDatabase.empty(), "test", 2)) {
            Migrations.migrate(pool);

            assertThat(strings(pool, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
                    .contains(
                            "edc_asset",
                            "edc_policydefinitions",
                            "edc_contract_definitions",
                            "edc_contract_agreement",
                            "edc_contract_negotiation",
                            "edc_transfer_process",
                            "edc_policy_monitor",
                            "edc_lease",
                            "agreement",
                            "log_entry",
                            "use",
                            "product_version",
                            "management_change",
                            "endpoint_reference",
                            "edc_jti_validation",
                            "log_outbox",
                            "log_state",
                            "house_rules");
        }
    }

    @Test
    void changesNothingTheSecondTime() throws Exception {
        try (var pool = Connections.pool(TestDatabase.empty(), "test", 2)) {
            Migrations.migrate(pool);
            var first = strings(pool, "SELECT installed_on::text FROM schema_version ORDER BY 1");

            Migrations.migrate(pool);

            assertThat(strings(pool, "SELECT installed_on::text FROM schema_version ORDER BY 1"))
                    .isNotEmpty()
                    .isEqualTo(first);
        }
    }

    @Test
    void letsSeveralReplicasMigrateAtOnce() throws Exception {
        var database = TestDatabase.empty();
        try (var pool = Connections.pool(database, "test", 8)) {
            IntStream.range(0, 4).parallel().forEach(replica -> Migrations.migrate(pool));

            assertThat(strings(pool, "SELECT version FROM schema_version WHERE NOT success"))
                    .isEmpty();
            assertThat(strings(pool, "SELECT version FROM schema_version WHERE version = '1'"))
                    .hasSize(1);
        }
    }

    @Test
    void refusesASchemaThatANewerConnectorWrote() throws Exception {
        try (var pool = Connections.pool(TestDatabase.empty(), "test", 2)) {
            Migrations.migrate(pool);
            execute(
                    pool,
                    "INSERT INTO schema_version SELECT installed_rank + 1000, '9999', description, type, script, checksum,"
                            + " installed_by, installed_on, 0, true FROM schema_version WHERE version = '1'");

            assertThatThrownBy(() -> Migrations.migrate(pool))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("schema");
        }
    }

    static void execute(DataSource pool, String sql) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static List<String> strings(DataSource pool, String sql) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var strings = new ArrayList<String>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }
}
