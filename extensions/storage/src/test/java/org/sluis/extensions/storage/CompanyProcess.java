// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sluis.extensions.authority.issuance.CredentialRequest;
import org.sluis.policies.decision.Charge;
import org.sluis.policies.usage.UsageLedger.Verdict;

/** A JVM of its own that runs an embedded database, for tests that kill it. */
final class CompanyProcess implements AutoCloseable {

    private final Process jvm;
    private final BufferedReader output;
    final Database database;
    final long server;
    final long guard;

    private CompanyProcess(Process jvm) throws IOException {
        this.jvm = jvm;
        this.output = jvm.inputReader(StandardCharsets.UTF_8);
        var first = output.readLine();
        if (first == null || !first.startsWith("ready ")) {
            throw new IOException("no database: " + first);
        }
        var words = first.split(" ", -1);
        this.database = new Database(words[1], words[2], words[3]);
        this.server = Long.parseLong(words[4]);
        this.guard = Long.parseLong(words[5]);
    }

    /** Uses agreement {@code a} without end, and tells each use once it is committed. */
    static CompanyProcess using(Path folder) throws IOException {
        return start(folder, "use");
    }

    /** Issues credentials without end, and tells each before and after it is delivered. */
    static CompanyProcess issuing(Path folder) throws IOException {
        return start(folder, "issue");
    }

    /** Keeps seals and receipts without end, and tells each step once it is taken. */
    static CompanyProcess keepingEvidence(Path folder) throws IOException {
        return start(folder, "evidence");
    }

    static CompanyProcess start(Path folder) throws IOException {
        return start(folder, "wait");
    }

    private static CompanyProcess start(Path folder, String task) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java,
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                CompanyProcess.class.getName(),
                folder.toString(),
                task);
        return new CompanyProcess(
                builder.redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    /** kill -9 of the JVM alone. */
    void kill() {
        // By its handle: what it said stays readable.
        jvm.toHandle().destroyForcibly();
        jvm.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** kill -9 of the JVM and of the guard that would stop its server. */
    void killWithGuard() {
        ProcessHandle.of(guard).orElseThrow().destroyForcibly();
        kill();
    }

    /** kill -9 of everything at once, as when the machine loses power. */
    void killWithServer() {
        // Both looked up before: a guard whose server is gone ends by itself.
        var both = List.of(
                ProcessHandle.of(server).orElseThrow(), ProcessHandle.of(guard).orElseThrow());
        both.forEach(ProcessHandle::destroyForcibly);
        kill();
    }

    /** The next line that it said; empty when it is dead and has nothing more to say. */
    Optional<String> said() throws IOException {
        return Optional.ofNullable(output.readLine());
    }

    boolean serverRuns() {
        return runs(server);
    }

    /** A process that ended has no program any more, though a slow init may not have collected it yet. */
    static boolean runs(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .isPresent();
    }

    @Override
    public void close() {
        kill();
    }

    private static void use(Database database) throws Exception {
        try (var stores = TestStores.on(database)) {
            Migrations.migrate(stores.pool());
            stores.freeze("a");
            var ledger = stores.ledger(Clock.systemUTC());
            var charge = new Charge("permission/0", Optional.empty(), 1_000_000);
            var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (System.nanoTime() < end) {
                var use = ledger.decide(
                        "a",
                        (agreement, firstUse, uses, now) ->
                                new Verdict(TestStores.decision("a", now), List.of(charge)));
                ledger.commit(use.orElseThrow());
                System.out.println("used " + use.get());
            }
        }
    }

    private static void issue(Database database) throws Exception {
        try (var stores = TestStores.on(database)) {
            Migrations.migrate(stores.pool());
            var issuances = new PostgresIssuances(stores.pool());
            var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            KilledIssuerTest.enrol(stores);
            while (System.nanoTime() < end) {
                issuances.open(KilledIssuerTest.request(Instant.now()));
                var due = issuances.takeDue(Instant.now(), Duration.ofMillis(1)).orElseThrow();
                for (var issued : issuances.allocate(
                        due.id(), Instant.now(), Instant.now().plusSeconds(3600))) {
                    System.out.println("sent " + due.id() + " " + issued.id() + " " + issued.index());
                }
                issuances.close(due.id(), CredentialRequest.State.ISSUED, "");
                System.out.println("delivered " + due.id());
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        try (var database = EmbeddedDatabase.start(Path.of(arguments[0]))) {
            var reached = database.database();
            System.out.println("ready " + reached.url() + " " + reached.user() + " " + reached.password() + " "
                    + database.serverPid() + " " + database.guardPid());
            if (arguments[1].equals("use")) {
                use(reached);
            } else if (arguments[1].equals("issue")) {
                issue(reached);
            } else if (arguments[1].equals("evidence")) {
                KilledEvidenceTest.keep(reached);
            }
            // Until the test closes the pipe or kills this process; never longer than a test takes.
            for (int second = 0; second < 120 && System.in.available() == 0; second++) {
                Thread.sleep(1_000);
            }
        }
    }
}
