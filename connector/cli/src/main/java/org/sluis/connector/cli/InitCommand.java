// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
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
            names = "--principal",
            defaultValue = "owner",
            description = "Whom the first key is for; by default ${DEFAULT-VALUE}.")
    private String principal;

    @Mixin
    private NewCompany newCompany;

    @Override
    public Integer call() {
        var company = newCompany.create(folder, principal, settings);
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
}
