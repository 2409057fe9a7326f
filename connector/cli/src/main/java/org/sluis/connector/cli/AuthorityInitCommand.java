// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.sluis.connector.runtime.CompanyFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis authority init}: a company folder whose connector is an authority. */
@Command(
        name = "init",
        description = "Make the folder of an authority: sluis.yaml with all settings, and a first key.",
        mixinStandardHelpOptions = true)
final class AuthorityInitCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Parameters(paramLabel = "DIR", description = "The folder to make.")
    private Path folder;

    @Mixin
    private NewCompany newCompany;

    @Option(
            names = "--rulebook",
            required = true,
            paramLabel = "VERSION",
            description = "The version of the rules that members accept.")
    private String rulebook;

    @Option(names = "--rulebook-address", paramLabel = "URL", description = "Where people read the rules.")
    private String rulebookAddress;

    @Option(
            names = "--principal",
            defaultValue = "owner",
            description = "Whom the first key is for; by default ${DEFAULT-VALUE}.")
    private String principal;

    @Override
    public Integer call() {
        var company = create();
        var made = Json.object()
                .put("folder", folder.toAbsolutePath().normalize().toString())
                .put("configuration", company.configuration().toString())
                .put("key", company.key(principal).toString());
        new Printer(settings)
                .tell(
                        made,
                        told -> "made " + company.configuration() + " and " + company.key(principal)
                                + "; start it with: sluis run --company " + folder);
        return ExitCode.OK;
    }

    private CompanyFolder create() {
        try {
            var company = newCompany.create(folder, principal, settings);
            Files.writeString(company.configuration(), section(), StandardOpenOption.APPEND);
            return company;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, folder + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** A JSON string is a YAML string, whatever it contains. */
    private String section() {
        var address = rulebookAddress == null ? "" : "    address: " + quoted(rulebookAddress) + "\n";
        return "\nauthority:\n  name: " + quoted(newCompany.name()) + "\n  rulebook:\n    version: " + quoted(rulebook)
                + "\n" + address;
    }

    private static String quoted(String text) {
        return Json.MAPPER.getNodeFactory().textNode(text).toString();
    }
}
