// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.sluis.connector.runtime.CompanyFolder;
import org.sluis.connector.runtime.CompanyFolder.Start;
import org.sluis.policies.usage.Partner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis init}: a new company folder with its configuration and a first key. */
@Command(
        name = "init",
        description = "Make a company folder: sluis.yaml with all settings, and a first key.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Parameters(paramLabel = "DIR", description = "The folder to make.")
    private Path folder;

    @Option(
            names = "--id",
            required = true,
            paramLabel = "DID",
            description = "The company's identifier, for example did:web:connector.example.com.")
    private String id;

    @Option(names = "--name", description = "The company's name; by default the identifier.")
    private String name;

    @Option(
            names = "--principal",
            defaultValue = "owner",
            description = "Whom the first key is for; by default ${DEFAULT-VALUE}.")
    private String principal;

    @Option(names = "--public-port", paramLabel = "PORT", description = "What partners reach; by default 8282.")
    private int publicPort;

    @Option(names = "--management-port", paramLabel = "PORT", description = "What this firm uses; by default 8281.")
    private int managementPort;

    @Option(names = "--control-port", paramLabel = "PORT", description = "Health; by default 8280.")
    private int controlPort;

    @Option(
            names = "--partner",
            paramLabel = PartnerConverter.FORM,
            converter = PartnerConverter.class,
            description = "A firm to deal with; may be given several times, and sluis.yaml can be edited later.")
    private List<Partner> partners = List.of();

    @Override
    public Integer call() {
        if (!id.matches("did:[a-z0-9]+:[A-Za-z0-9._:%-]+")) {
            throw settings.usage("--id '" + id + "' is not a DID, for example did:web:connector.example.com");
        }
        var start =
                new Start(id, name == null ? id : name, principal, publicPort, managementPort, controlPort, partners);
        var company = create(start);
        var made = Json.object()
                .put("folder", folder.toAbsolutePath().normalize().toString())
                .put("configuration", company.configuration().toString())
                .put("key", company.key(principal).toString());
        new Printer(settings)
                .tell(
                        made,
                        told -> "made " + company.configuration() + " and " + company.key(principal)
                                + "; name your partners in sluis.yaml, then: sluis run --company " + folder);
        return ExitCode.OK;
    }

    private CompanyFolder create(Start start) {
        try {
            return CompanyFolder.create(folder, start);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, e.getMessage() + " exists already; nothing was changed; choose another folder", e);
        } catch (IllegalArgumentException e) {
            throw settings.usage(e.getMessage());
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, folder + " cannot be written: " + e.getMessage(), e);
        }
    }
}
