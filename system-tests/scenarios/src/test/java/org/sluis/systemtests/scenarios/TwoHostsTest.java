// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.extensions.products.Product;
import org.sluis.extensions.products.ProductFolder;

/**
 * A coordinator and two firms on hosts of their own: a network namespace each, with its own address, host name and certificate. Where
 * namespaces cannot be made the test is skipped, not passed.
 */
class TwoHostsTest {

    private static final long PID = ProcessHandle.current().pid() % 10_000;
    private static final String KEY = "key-of-the-test";
    private static final String SWITCH = "switch0";
    private static final String DATASET = "urn:sluis:production-status:own-orders";
    private static final String PURPOSE = "https://w3id.org/sluis/policy/1/purpose/delivery-follow-up";

    private static final System.Logger LOG = System.getLogger(TwoHostsTest.class.getName());

    @TempDir
    private Path folder;

    private final List<Process> running = new ArrayList<>();
    private final Host maker = new Host("maker", "10.83.7.1");
    private final Host buyer = new Host("buyer", "10.83.7.2");
    private final Host authority = new Host("authority", "10.83.7.3");
    private final List<Host> hosts = List.of(authority, maker, buyer);

    private record Host(String name, String address) {
        String namespace() {
            return "sluis-" + name + "-" + PID;
        }

        String link() {
            return "sl" + name.charAt(0) + PID;
        }

        String domain() {
            return name + ".sluis.test";
        }

        String did() {
            return "did:web:" + domain() + "%3A8443";
        }
    }

    private record Outcome(int status, String output) {}

    private Outcome tried(String... command) throws Exception {
        var out = Files.createTempFile(folder, "out", ".txt");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("did not end: " + String.join(" ", command));
        }
        return new Outcome(process.exitValue(), Files.readString(out));
    }

    private String done(String... command) throws Exception {
        var outcome = tried(command);
        assertThat(outcome.status())
                .as(String.join(" ", command) + "\n" + outcome.output())
                .isZero();
        return outcome.output();
    }

    @BeforeEach
    void makeHosts() throws Exception {
        assumeTrue(canMakeNamespaces(), "skipped: no network namespaces here (needs root and iproute2)");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "skipped: no openssl here");
        inside(authority, "ip", "link", "add", SWITCH, "type", "bridge");
        inside(authority, "ip", "link", "set", SWITCH, "up");
        for (var host : hosts) {
            connect(host);
        }
        done(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=Sluis test authority",
                "-keyout",
                file("ca.key"),
                "-out",
                file("ca.pem"));
    }

    private boolean canMakeNamespaces() {
        try {
            for (var host : hosts) {
                if (tried("ip", "netns", "add", host.namespace()).status() != 0) {
                    return false;
                }
            }
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    /** A cable from the host to the switch, which stands at the authority; and the names of all. */
    private void connect(Host host) throws Exception {
        var plug = "p" + host.link();
        done(("ip link add " + host.link() + " netns " + host.namespace() + " type veth peer name " + plug + " netns "
                        + authority.namespace())
                .split(" "));
        inside(authority, "ip", "link", "set", plug, "master", SWITCH, "up");
        inside(host, "ip", "address", "add", host.address() + "/24", "dev", host.link());
        inside(host, "ip", "link", "set", host.link(), "up");
        inside(host, "ip", "link", "set", "lo", "up");
        var names = new StringBuilder("127.0.0.1 localhost\n");
        hosts.forEach(one ->
                names.append(one.address()).append(' ').append(one.domain()).append('\n'));
        Files.writeString(
                Files.createDirectories(Path.of("/etc/netns", host.namespace())).resolve("hosts"), names);
    }

    @AfterEach
    void removeHosts() throws Exception {
        for (var process : running) {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        for (var host : hosts) {
            if (Files.exists(Path.of("/run/netns", host.namespace()))) {
                tried("ip", "netns", "del", host.namespace());
            }
            Files.deleteIfExists(Path.of("/etc/netns", host.namespace(), "hosts"));
            Files.deleteIfExists(Path.of("/etc/netns", host.namespace()));
        }
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private String inside(Host host, String... command) throws Exception {
        var outcome = triedInside(host, command);
        assertThat(outcome.status())
                .as(String.join(" ", command) + "\n" + outcome.output())
                .isZero();
        return outcome.output();
    }

    private Outcome triedInside(Host host, String... command) throws Exception {
        return tried(prefixed(host, List.of(command)).toArray(String[]::new));
    }

    private static List<String> prefixed(Host host, List<String> command) {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", host.namespace()));
        all.addAll(command);
        return all;
    }

    private void start(Host host, String more) throws Exception {
        var company = Files.createDirectories(folder.resolve(host.name()));
        Files.createDirectories(company.resolve("keys"));
        Files.writeString(company.resolve("keys/test.key"), KEY + "\n");
        certificate(host, company);
        Files.writeString(company.resolve("sluis.yaml"), configuration(host) + more);
        var ready = company.resolve("ready.json").toFile();
        var log = company.resolve("log.txt");
        var process = new ProcessBuilder(prefixed(
                        host,
                        Distribution.command("run", "--company", company.toString(), "--json", "--until-input-ends")))
                .redirectOutput(ready)
                .redirectError(log.toFile())
                .start();
        running.add(process);
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!Files.readString(ready.toPath()).contains("\"ready\"")) {
            assertThat(process.isAlive() && System.nanoTime() - end < 0)
                    .as(host.name() + " starts; it wrote " + Files.readString(ready.toPath()) + Files.readString(log))
                    .isTrue();
            Pause.millis(100);
        }
    }

    private void certificate(Host host, Path company) throws Exception {
        var request = company.resolve("tls.csr").toString();
        Files.writeString(company.resolve("names.cnf"), "subjectAltName=DNS:" + host.domain() + "\n");
        done(
                "openssl",
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/CN=" + host.domain(),
                "-keyout",
                company.resolve("tls.key").toString(),
                "-out",
                request);
        done(
                "openssl",
                "x509",
                "-req",
                "-days",
                "2",
                "-in",
                request,
                "-CA",
                file("ca.pem"),
                "-CAkey",
                file("ca.key"),
                "-CAcreateserial",
                "-extfile",
                company.resolve("names.cnf").toString(),
                "-out",
                company.resolve("tls.pem").toString());
    }

    private String configuration(Host host) throws Exception {
        var sha256 = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.UTF_8)));
        return """
                participant: {id: '%s', name: %s}
                listeners:
                  public: {host: %s, port: 8443, address: 'https://%s:8443'}
                tls: {certificate: tls.pem, key: tls.key, trust: ../ca.pem}
                network: {allow: [%s, %s, %s]}
                principals:
                  - {name: test, keySha256: "%s"}
                """.formatted(
                        host.did(),
                        host.name(),
                        host.address(),
                        host.domain(),
                        authority.domain(),
                        maker.domain(),
                        buyer.domain(),
                        sha256);
    }

    private static String partner(Host partner, String more) {
        return "partners:\n  - {name: %s, id: '%s', address: 'https://%s:8443/dsp'%s}\n"
                .formatted(partner.name(), partner.did(), partner.domain(), more);
    }

    /** The command as a person on that host types it. */
    private Outcome typed(Host host, String... arguments) throws Exception {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--company", folder.resolve(host.name()).toString()));
        return triedInside(
                host, Distribution.command(all.toArray(String[]::new)).toArray(String[]::new));
    }

    private String sluis(Host host, String... arguments) throws Exception {
        var outcome = typed(host, arguments);
        assertThat(outcome.status())
                .as(host.name() + ": " + String.join(" ", arguments) + "\n" + outcome.output())
                .isZero();
        return outcome.output();
    }

    /** The firm's join waits for the approval, which the coordinator gives in between. */
    private void join(Host firm, String registerNumber) throws Exception {
        var invitation = sluis(authority, "authority", "invite").strip();
        var output = folder.resolve(firm.name() + ".join");
        var command = Distribution.command(
                "join",
                invitation,
                "--legal-name=" + firm.name() + " B.V.",
                "--register-number=" + registerNumber,
                "--accept-rulebook=1",
                "--company=" + folder.resolve(firm.name()));
        var joining = new ProcessBuilder(prefixed(firm, command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        running.add(joining);
        awaitText(output, joining, "waiting for the coordinator");
        sluis(authority, "authority", "approve", firm.name(), "--checked-by=J. Smit");
        assertThat(joining.waitFor(60, TimeUnit.SECONDS) && joining.exitValue() == 0)
                .as(firm.name() + " joins; it wrote " + Files.readString(output))
                .isTrue();
    }

    private static void awaitText(Path output, Process process, String text) throws Exception {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.readString(output).contains(text)) {
            assertThat(process.isAlive() && System.nanoTime() - end < 0)
                    .as(text + " in " + Files.readString(output))
                    .isTrue();
            Pause.millis(100);
        }
    }

    private Outcome get(String agreement) throws Exception {
        return typed(buyer, "get", agreement, "--purpose", PURPOSE);
    }

    @Test
    void joinShareAndStopOverTls() throws Exception {
        start(authority, "authority: {name: Test chain, rulebook: {version: '1'}}\n");
        ProductFolder.create(folder.resolve("maker/products"), Product.PRODUCTION_STATUS);
        start(maker, partner(buyer, ", customer: ['771']"));
        start(buyer, "");
        join(maker, "12340001");
        join(buyer, "12340002");

        ErpExport.write(folder.resolve("maker/products/production-status"), "0", "Gepland");
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (typed(maker, "preview", "production-status", "--as=own-orders", "--for=buyer")
                        .status()
                != 0) {
            assertThat(System.nanoTime() - end).as("the export is published").isNegative();
        }
        sluis(maker, "share", "production-status", "--as=own-orders", "--with=buyer", "--purpose=" + PURPOSE);
        var agreed = sluis(buyer, "agree", "maker", DATASET, "--json");
        var agreement = new JsonMapper().readTree(agreed).path("id").asText();
        var got = get(agreement);
        assertThat(got.output()).contains("PO-OWN").doesNotContain("PO-OTHER");
        assertThat(got.status()).isZero();

        var began = System.nanoTime();
        sluis(authority, "authority", "suspend", "buyer", "--reason=the test says so", "--yes");
        var denied = get(agreement);
        while (denied.status() == 0 && System.nanoTime() - began < TimeUnit.SECONDS.toNanos(90)) {
            Pause.millis(1_000);
            denied = get(agreement);
        }
        LOG.log(System.Logger.Level.INFO, "denied " + (System.nanoTime() - began) / 1_000_000 + " ms after suspend");
        assertThat(denied.status()).isNotZero();
        assertThat(denied.output()).contains("membership").doesNotContain("PO-OWN");
    }

    @Test
    void theCheckNamesTheFirstBrokenLink() throws Exception {
        start(maker, partner(buyer, ""));
        start(buyer, partner(maker, ""));

        for (var pair : List.of(List.of(maker, buyer), List.of(buyer, maker))) {
            var found = typed(pair.get(0), "check", pair.get(1).name(), "--json");
            for (var link : List.of("name", "route", "tls", "clock", "did")) {
                assertThat(found.output()).contains("{\"link\":\"" + link + "\",\"ok\":true");
            }
            assertThat(found.output()).as("nobody has a credential yet").contains("\"ok\":false");
            assertThat(found.status()).isEqualTo(1);
        }

        inside(buyer, "ip", "link", "set", buyer.link(), "down");
        var cut = typed(maker, "check", buyer.name(), "--json");
        assertThat(cut.status()).isEqualTo(1);
        assertThat(cut.output()).contains("{\"link\":\"route\",\"ok\":false");
    }
}
