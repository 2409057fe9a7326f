// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sluis.policies.odrl.Language;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis contract}: an agreement in plain words, on the terminal or as a page to print. */
@Command(
        name = "contract",
        description =
                "Tell an agreement in plain words, each clause with the way it is kept; as a page to print with --out.",
        mixinStandardHelpOptions = true)
final class ContractCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(paramLabel = "AGREEMENT", description = "The agreement's identifier.")
    private String agreement;

    @Option(names = "--lang", paramLabel = "en|nl|de", defaultValue = "en", description = "The language to tell it in.")
    private Language language;

    @Option(names = "--out", paramLabel = "FILE", description = "Write an HTML page there; the file must not exist.")
    private Path file;

    @Override
    public Integer call() {
        var contract = company.connector()
                .get(
                        "/agreements/" + ManagementClient.encode(agreement) + "/contract",
                        Map.of("lang", language.name().toLowerCase(Locale.ROOT)));
        if (file == null) {
            new Printer(settings).tell(contract, ContractCommand::lines);
            return ExitCode.OK;
        }
        var page = new ContractPage(language).of(contract).getBytes(StandardCharsets.UTF_8);
        var bytes = NewFile.write(file, new ByteArrayInputStream(page));
        new Printer(settings)
                .tell(
                        Json.object().put("file", file.toString()).put("bytes", bytes),
                        written -> file + " tells agreement " + agreement);
        return ExitCode.OK;
    }

    private static String lines(JsonNode contract) {
        var lines = new ArrayList<String>();
        contract.path("clauses")
                .forEach(clause -> lines.add(clause.path("text").asText() + " ["
                        + clause.path("kept").asText() + "]"));
        lines.add("SHA-256 of the agreed policy: " + contract.path("sha256").asText());
        return String.join(System.lineSeparator(), lines);
    }
}
