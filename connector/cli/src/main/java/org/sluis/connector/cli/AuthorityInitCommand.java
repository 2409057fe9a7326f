// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.sluis.connector.runtime.CompanyFolder;
import org.sluis.connector.runtime.CompanyFolder.Start;
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

    @Option(
            names = "--id",
            required = true,
            paramLabel = "DID",
            description = "The authority's identifier, for example did:web:authority.example.com.")
    private String id;

    @Option(names = "--name", required = true, description = "The name of the data space, for people.")
    private String name;

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

    @Option(names = "--public-port", paramLabel = "PORT", description = "What members reach; by default 8282.")
    private int publicPort;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "What the coordinator uses; by default 8281.")
    private int managementPort;

    @Option(names = "--control-port", paramLabel = "PORT", description = "Health; by default 8280.")
    private int controlPort;

    @Override
    public Integer call() {
        if (!id.matches("did:web:[A-Za-z0-9._:%-]+")) {
            throw settings.usage("--id '" + id + "' is not a did:web, for example did:web:authority.example.com");
        }
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
        var start = new Start(id, name, principal, publicPort, managementPort, controlPort, List.of());
        try {
            var company = CompanyFolder.create(folder, start);
            Files.writeString(company.configuration(), section(), StandardOpenOption.APPEND);
            return company;
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, e.getMessage() + " exists already; nothing was changed; choose another folder", e);
        } catch (IllegalArgumentException e) {
            throw settings.usage(e.getMessage());
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, folder + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** A JSON string is a YAML string, whatever it contains. */
    private String section() {
        var address = rulebookAddress == null ? "" : "    address: " + quoted(rulebookAddress) + "\n";
        return "\nauthority:\n  name: " + quoted(name) + "\n  rulebook:\n    version: " + quoted(rulebook) + "\n"
                + address;
    }

    private static String quoted(String text) {
        return Json.MAPPER.getNodeFactory().textNode(text).toString();
    }
}
