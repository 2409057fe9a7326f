// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit codes and messages of the command, in process. */
class MainTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "status --nonsense",
                "log",
                "agree builder",
                "share production-status",
                "authority",
                "authority approve steel"
            })
    void wrongUsageEndsWithTwo(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).startsWith("sluis: ").contains("--help").doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init",
                "share",
                "preview",
                "find",
                "agree",
                "stop",
                "status",
                "log",
                "log show",
                "log export",
                "log prove",
                "log erase",
                "log restore",
                "log rotate-key",
                "authority invite",
                "authority suspend"
            })
    void everyVerbExplainsItself(String verb) {
        assertThat(run((verb + " --help").split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: sluis " + verb, "--json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    public: {host: 0.0.0.0, port: 8282}                                      | set tls.certificate
                    public: {port: 8282, address: 'http://connector.example.com'}           | unprotected
                    public: {host: 0.0.0.0, port: 8282, address: 'http://c.example'}         | set tls.certificate
                    management: {host: 0.0.0.0, port: 8281}                                  | never leaves this machine
                    control: {host: '::', port: 8280}                                        | never leaves this machine
                    """)
    void runEndsWithOneRatherThanLeaveThisMachineUnprotected(String listener, String reason) throws Exception {
        Files.writeString(folder.resolve("sluis.yaml"), "listeners:\n  " + listener + "\n");

        assertThat(run("run", "--company", folder.toString())).isEqualTo(1);

        assertThat(err.toString()).contains(reason).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "log verify /no/such/bundle.zip, 3",
        "log report /no/such/bundle.zip, 3",
        "log reconcile /no/such/bundle.zip, 2",
        "log verify, 2",
        "log verify --help, 0"
    })
    void theAuditorsVerbsEndAsTheAuditorsToolDoes(String line, int exit) {
        assertThat(run(line.split(" "))).isEqualTo(exit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"log erase a 2026-11 --reason x", "log restore"})
    void whatCannotBeUndoneWantsToBeConfirmed(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains("--yes");
    }

    @Test
    void initMakesACompanyOnceAndChangesNothingTheSecondTime() throws Exception {
        var company = folder.resolve("steel");
        assertThat(run("init", company.toString(), "--id", "did:web:steel.example", "--json"))
                .isZero();
        var written = Files.readString(company.resolve("sluis.yaml"));

        assertThat(run("init", company.toString(), "--id", "did:web:other.example"))
                .isEqualTo(1);

        assertThat(Files.readString(company.resolve("sluis.yaml"))).isEqualTo(written);
        assertThat(Json.parse(out.toString(), "out").path("key").asText()).endsWith("owner.key");
        assertThat(err.toString()).contains("exists already");
    }

    @Test
    void initRefusesAnIdentifierThatIsNoDid() {
        assertThat(run("init", folder.resolve("x").toString(), "--id", "steel")).isEqualTo(2);
        assertThat(err.toString()).contains("'steel' is not a DID");
    }

    @Test
    void aFolderWithoutConfigurationIsUnreadableInput() {
        assertThat(run("status", "--company", folder.toString())).isEqualTo(3);
        assertThat(err.toString()).contains("no sluis.yaml in", "sluis init");
    }

    @Test
    void aConnectorThatDoesNotRunIsSaidInOneLine() {
        var company = folder.resolve("steel").toString();
        run("init", company, "--id", "did:web:steel.example", "--management-port", "1", "--json");

        assertThat(run("status", "--company", company)).isEqualTo(1);

        assertThat(err.toString().lines()).singleElement().asString().contains("no connector answers", "sluis run");
    }

    @Test
    void machinesGetFailuresAsOneObject() {
        assertThat(run("status", "--json", "--company", folder.toString())).isEqualTo(3);
        assertThat(Json.parse(out.toString(), "out").path("error").asText()).contains("no sluis.yaml");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void showsTheStackTraceOnlyWhenAsked() {
        run("status", "--debug", "--company", folder.toString());
        assertThat(err.toString()).contains("\tat ");
    }
}
