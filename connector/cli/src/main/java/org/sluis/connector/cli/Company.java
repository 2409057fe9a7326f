// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sluis.connector.runtime.Configuration;
import org.sluis.connector.runtime.ConfigurationFile;
import org.sluis.connector.runtime.ConfigurationFile.InvalidConfigurationException;
import picocli.CommandLine.Option;

/** The company that a command acts on, by its folder. */
final class Company {

    @Option(
            names = "--company",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The company's folder, where sluis.yaml is; by default the current directory.")
    private Path folder;

    @Option(
            names = "--principal",
            paramLabel = "NAME",
            description = "Whose key in keys/ to use; by default the first that is there.")
    private String principal;

    Path folder() {
        return folder;
    }

    Configuration configuration() {
        try {
            return ConfigurationFile.read(folder);
        } catch (InvalidConfigurationException e) {
            throw new CommandFailure(ExitCode.UNREADABLE, e.getMessage(), e);
        }
    }

    /** The running connector of this company. */
    ManagementClient connector() {
        var configuration = configuration();
        return new ManagementClient(
                URI.create(configuration.listeners().management().address()),
                key(configuration),
                "no connector answers at %s; start it with: sluis run --company " + folder);
    }

    private String key(Configuration configuration) {
        var file = configuration.principals().stream()
                .map(Configuration.Principal::name)
                .filter(name -> principal == null || principal.equals(name))
                .map(name -> folder.resolve("keys").resolve(name + ".key"))
                .filter(Files::isRegularFile)
                .findFirst()
                .or(this::namedKey)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED,
                        "there is no key for " + (principal == null ? "any principal" : "principal " + principal)
                                + " in " + folder.resolve("keys") + "; put it there as <principal>.key"));
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "the key " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Optional<Path> namedKey() {
        return Optional.ofNullable(principal)
                .map(name -> folder.resolve("keys").resolve(name + ".key"))
                .filter(Files::isRegularFile);
    }
}
