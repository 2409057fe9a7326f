// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

/**
 * Two firms on two hosts: a network namespace each, with addresses and host names of their own, TLS under a test authority. Where
 * namespaces cannot be made the test is skipped, not passed.
 */
class TwoHostsTest {

    private static final long PID = ProcessHandle.current().pid() % 10_000;
    private static final String KEY = "key-of-the-test";

    @TempDir
    private Path folder;

    private final List<Process> running = new ArrayList<>();
    private final Host maker = new Host("maker", "10.83.7.1");
    private final Host buyer = new Host("buyer", "10.83.7.2");

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
        done(
                "ip",
                "link",
                "add",
                maker.link(),
                "netns",
                maker.namespace(),
                "type",
                "veth",
                "peer",
                "name",
                buyer.link(),
                "netns",
                buyer.namespace());
        for (var host : List.of(maker, buyer)) {
            inside(host, "ip", "address", "add", host.address() + "/24", "dev", host.link());
            inside(host, "ip", "link", "set", host.link(), "up");
            inside(host, "ip", "link", "set", "lo", "up");
            var names = Files.createDirectories(Path.of("/etc/netns", host.namespace()))
                    .resolve("hosts");
            Files.writeString(
                    names,
                    "127.0.0.1 localhost\n" + maker.address() + " " + maker.domain() + "\n" + buyer.address() + " "
                            + buyer.domain() + "\n");
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
            return tried("ip", "netns", "add", maker.namespace()).status() == 0
                    && tried("ip", "netns", "add", buyer.namespace()).status() == 0;
        } catch (Exception e) {
            return false;
        }
    }

    @AfterEach
    void removeHosts() throws Exception {
        for (var process : running) {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        for (var host : List.of(maker, buyer)) {
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

    private void start(Host host, Host partner) throws Exception {
        var company = Files.createDirectories(folder.resolve(host.name()));
        Files.createDirectories(company.resolve("keys"));
        Files.writeString(company.resolve("keys/test.key"), KEY + "\n");
        certificate(host, company);
        Files.writeString(company.resolve("sluis.yaml"), configuration(host, partner));
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

    private String configuration(Host host, Host partner) throws Exception {
        var sha256 = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(KEY.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return """
                participant: {id: '%s', name: %s}
                listeners:
                  public: {host: %s, port: 8443, address: 'https://%s:8443'}
                tls: {certificate: tls.pem, key: tls.key, trust: ../ca.pem}
                network: {allow: [%s, %s]}
                principals:
                  - {name: test, keySha256: "%s"}
                partners:
                  - {name: %s, id: '%s', address: 'https://%s:8443/dsp'}
                """.formatted(
                        host.did(),
                        host.name(),
                        host.address(),
                        host.domain(),
                        maker.domain(),
                        buyer.domain(),
                        sha256,
                        partner.name(),
                        partner.did(),
                        partner.domain());
    }

    private Outcome check(Host host, Host partner) throws Exception {
        return triedInside(
                host,
                Distribution.command(
                                "check",
                                partner.name(),
                                "--json",
                                "--company",
                                folder.resolve(host.name()).toString())
                        .toArray(String[]::new));
    }

    @Test
    void meetOverTlsAndTheCheckNamesTheFirstBrokenLink() throws Exception {
        start(maker, buyer);
        start(buyer, maker);

        for (var pair : List.of(List.of(maker, buyer), List.of(buyer, maker))) {
            var found = check(pair.get(0), pair.get(1));
            for (var link : List.of("name", "route", "tls", "clock", "did")) {
                assertThat(found.output()).contains("{\"link\":\"" + link + "\",\"ok\":true");
            }
            assertThat(found.output()).as("nobody has a credential yet").contains("\"ok\":false");
            assertThat(found.status()).isEqualTo(1);
        }

        inside(buyer, "ip", "link", "set", buyer.link(), "down");
        var cut = check(maker, buyer);
        assertThat(cut.status()).isEqualTo(1);
        assertThat(cut.output()).contains("{\"link\":\"route\",\"ok\":false");
    }
}
