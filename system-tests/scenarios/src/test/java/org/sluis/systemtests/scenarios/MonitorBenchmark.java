// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.sluis.extensions.storage.EmbeddedDatabase;

/**
 * What the policy monitor of a provider needs for one look at many running transfers after a start, each two of them under an
 * agreement of their own, on PostgreSQL. One agreement and one transfer are real, the others are copies of their rows.
 *
 * <p>Prints one line: transfers, milliseconds from the first sign of work to the last, milliseconds of processor time of the
 * monitor's thread, transfers that still run.
 */
final class MonitorBenchmark {

    private static final Pattern PROCESSOR_TIME = Pattern.compile("\"policy-monitor\".*? cpu=([0-9.]+)ms");
    private static final long QUIET_NANOS = 5_000_000_000L;
    private static final long LIMIT_NANOS = 600_000_000_000L;
    private static final String POLICY = """
        {"@context": {"odrl": "http://www.w3.org/ns/odrl/2/", "sluis": "https://w3id.org/sluis/policy/1/"},
         "@type": "odrl:Set", "odrl:profile": "https://w3id.org/sluis/policy/1/profile",
         "odrl:permission": [{"odrl:action": "odrl:use", "odrl:constraint": [
           {"odrl:leftOperand": "sluis:sinceAgreement", "odrl:operator": "odrl:lteq", "odrl:rightOperand": "P90D"},
           {"odrl:leftOperand": "odrl:count", "odrl:operator": "odrl:lteq", "odrl:rightOperand": "100"}]}]}
        """;

    private static final String AGREEMENTS = """
        INSERT INTO agreement (id, side, provider, consumer, dataset, signed_at, canonical, sha256, state)
        SELECT copy.id, side, provider, consumer, dataset, signed_at, copy.canonical,
               encode(sha256(convert_to(copy.canonical, 'UTF8')), 'hex'), state
        FROM agreement, generate_series(1, ?) AS number,
             LATERAL (SELECT agreement.id || '-' || number AS id,
                             replace(canonical, '"' || agreement.id || '"', '"' || agreement.id || '-' || number || '"') AS canonical)
             AS copy""";
    private static final String CONCLUDED = """
        INSERT INTO edc_contract_agreement
        SELECT (jsonb_populate_record(one, jsonb_build_object(
                   'agr_id', agr_id || '-' || number, 'agr_agreement_id', agr_agreement_id || '-' || number))).*
        FROM edc_contract_agreement AS one, generate_series(1, ?) AS number""";
    private static final String TRANSFERS = """
        INSERT INTO edc_transfer_process
        SELECT (jsonb_populate_record(one, jsonb_build_object(
                   'transferprocess_id', transferprocess_id || '-' || number, 'correlation_id', correlation_id || '-' || number,
                   'contract_id', contract_id || '-' || (number + 1) / 2))).*
        FROM edc_transfer_process AS one, generate_series(1, ?) AS number""";

    private MonitorBenchmark() {}

    /** Arguments: an empty folder, the number of transfers. */
    public static void main(String[] arguments) throws Exception {
        var folder = Files.createDirectories(Path.of(arguments[0]));
        var transfers = Integer.parseInt(arguments[1]);
        try (var chain = new Chain(folder);
                var provider = new Company("maker", folder);
                var consumer = new Company("builder", folder)) {
            provider.knowing(consumer, "").start();
            consumer.knowing(provider, "").start();
            chain.enrol(provider, consumer);
            provider.management().publish("parts", "http://127.0.0.1:1/", POLICY);
            startOne(provider, consumer);
            consumer.stop();
            provider.stop();
            copy(provider, transfers);
            provider.start();
            measure(provider, transfers);
        }
    }

    private static void startOne(Company provider, Company consumer) throws Management.CallFailedException {
        var negotiation =
                consumer.management().negotiate(provider, consumer.management().offer(provider));
        while (!consumer.management()
                .negotiation(negotiation)
                .path("state")
                .asText()
                .equals("FINALIZED")) {
            Pause.millis(100);
        }
        var agreement = consumer.management()
                .negotiation(negotiation)
                .path("contractAgreementId")
                .asText();
        consumer.management().transfer(provider, agreement);
        while (running(provider) == 0) {
            Pause.millis(100);
        }
    }

    private static int running(Company company) throws Management.CallFailedException {
        return (int) company.management().transfers().stream()
                .filter(transfer -> transfer.path("state").asText().equals("STARTED"))
                .count();
    }

    private static void copy(Company company, int transfers) throws SQLException {
        try (var server = EmbeddedDatabase.start(company.folder().resolve("data/database"))) {
            var database = server.database();
            try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password())) {
                insert(connection, AGREEMENTS, transfers / 2);
                insert(connection, CONCLUDED, transfers / 2);
                insert(connection, TRANSFERS, transfers);
            }
        }
    }

    private static void insert(Connection connection, String sql, int copies) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, copies);
            if (statement.executeUpdate() != copies) {
                throw new IllegalStateException("not so many rows: " + sql);
            }
        }
    }

    /** Until its thread has done nothing for a while. */
    private static void measure(Company company, int transfers) throws Exception {
        var start = System.nanoTime();
        var first = start;
        var last = start;
        var used = 0.0;
        while (System.nanoTime() - start < LIMIT_NANOS && (used == 0 || System.nanoTime() - last < QUIET_NANOS)) {
            var now = processorTime(company.pid());
            if (now > used) {
                first = used == 0 ? System.nanoTime() : first;
                last = System.nanoTime();
                used = now;
            }
            Pause.millis(100);
        }
        System.out.printf(
                Locale.ROOT, "%d|%.0f|%.0f|%d%n", transfers, (last - first) / 1e6, used, running(company) - 1);
    }

    private static double processorTime(long pid) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "Thread.print")
                .redirectErrorStream(true)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        var found = PROCESSOR_TIME.matcher(text);
        return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }
}
