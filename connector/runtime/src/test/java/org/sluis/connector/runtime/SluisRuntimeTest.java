// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.connector.runtime.ConfigurationFile.InvalidConfigurationException;
import org.sluis.extensions.storage.EmbeddedDatabase;

/** A real connector with a real database in this process. */
class SluisRuntimeTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String CATALOG_REQUEST =
            "{\"@context\":[\"https://w3id.org/dspace/2025/1/context.jsonld\"],\"@type\":\"CatalogRequestMessage\"}";

    @TempDir
    static Path folder;

    private static CompanyFolder company;
    private static SluisRuntime runtime;

    @BeforeAll
    static void start() throws Exception {
        company = company("company");
        runtime = SluisRuntime.start(company.path());
    }

    @AfterAll
    static void stop() {
        runtime.close();
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(folder.toString()))
                        .filter(process ->
                                process.pid() != ProcessHandle.current().pid()))
                .as("the database server goes with its connector")
                .isEmpty();
    }

    @Test
    void publishesItsDidDocument() throws Exception {
        assertThat(didDocument(open().address())).contains("\"id\":\"did:web:a.example\"");
    }

    @Test
    void thePolicyMonitorOfEdcDoesNotRunBesideOurs() {
        assertThat(ControlPlane.extensionsFound())
                .isNotEmpty()
                .noneMatch(extension -> extension.contains("policy.monitor"));
    }

    @Test
    void noPrivateKeyLiesInTheClear() throws Exception {
        try (var files = Files.walk(company.path())) {
            var readable = files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(company.path().resolve("data/database")))
                    .toList();

            assertThat(readable).anyMatch(file -> file.endsWith("keys/identity.bcfks"));
            for (var file : readable) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("\"d\":", "PRIVATE KEY");
            }
        }
    }

    @Test
    void answersAForeignTokenWith401() throws Exception {
        assertThat(catalog("Bearer eyJhbGciOiJub25lIn0.e30.").statusCode()).isEqualTo(401);
        assertThat(catalog("{\"clientId\":\"did:web:b.example\",\"audience\":\"http://other/dsp\"}")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        var address = otherAddress();
        if (address.isEmpty()) {
            // INVARIANT: without another address nobody else can reach this machine
            assertThat(open().host()).isEqualTo("127.0.0.1");
            return;
        }
        for (var listener : List.of(
                open(),
                runtime.configuration().listeners().management(),
                runtime.configuration().listeners().control())) {
            try (var socket = new Socket()) {
                assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address.get(), listener.port()), 2000))
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void refusesASecondConnectorOnTheSameFolder() {
        assertThatThrownBy(() -> SluisRuntime.start(company.path()))
                .isInstanceOf(RuntimeException.class)
                .hasMessageContaining("in use");
    }

    @Test
    void refusesToLeaveLoopback() throws Exception {
        for (var listener : List.of("public", "management", "control")) {
            var other = company("off-loopback-" + listener);
            var text = Files.readString(other.configuration());
            Files.writeString(
                    other.configuration(), text.replaceFirst("(?s)(\\n  " + listener + ":.*?host: )\\S+", "$10.0.0.0"));

            assertThatThrownBy(() -> SluisRuntime.start(other.path()))
                    .hasStackTraceContaining("listeners." + listener + ".host is 0.0.0.0");
        }
    }

    @Test
    void runsOnAnExternalDatabase() throws Exception {
        try (var server = EmbeddedDatabase.start(folder.resolve("elsewhere"))) {
            var other = company("external");
            Files.writeString(
                    other.path().resolve("keys/database.password"),
                    server.database().password() + "\n");
            Files.writeString(
                    other.configuration(),
                    Files.readString(other.configuration()) + "\ndatabase: {url: '"
                            + server.database().url() + "', user: "
                            + server.database().user() + ", passwordFile: keys/database.password}\n");

            try (var running = SluisRuntime.start(other.path())) {
                assertThat(didDocument(
                                running.configuration().listeners().open().address()))
                        .contains("did:web:a.example");
            }
            assertThat(other.path().resolve("data/database")).doesNotExist();
        }
    }

    @Test
    void namesAnExternalDatabaseThatDoesNotAnswer() throws Exception {
        var other = company("no-database");
        Files.writeString(
                other.configuration(),
                Files.readString(other.configuration())
                        + "\ndatabase: {url: 'jdbc:postgresql://127.0.0.1:1/none', user: nobody}\n");

        assertThatThrownBy(() -> SluisRuntime.start(other.path()))
                .isInstanceOf(RuntimeException.class)
                .isNotInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("127.0.0.1:1");
    }

    private static String didDocument(String address) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address + "/.well-known/did.json"))
                .build();
        return HTTP.send(request, BodyHandlers.ofString()).body();
    }

    private static HttpResponse<String> catalog(String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(open().address() + "/dsp/2025-1/catalog/request"))
                .header("Content-Type", "application/json")
                .header("Authorization", token)
                .POST(HttpRequest.BodyPublishers.ofString(CATALOG_REQUEST))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static Configuration.Listener open() {
        return runtime.configuration().listeners().open();
    }

    private static CompanyFolder company(String name) throws IOException {
        return CompanyFolder.create(
                folder.resolve(name),
                new CompanyFolder.Start(
                        "did:web:a.example", "A", "anna", freePort(), freePort(), freePort(), List.of()));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Optional<Inet4Address> otherAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(Inet4Address.class::cast)
                .findFirst();
    }
}
