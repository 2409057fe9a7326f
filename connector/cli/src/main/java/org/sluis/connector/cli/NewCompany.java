// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import org.sluis.connector.runtime.CompanyFolder;
import org.sluis.connector.runtime.CompanyFolder.Start;
import org.sluis.policies.usage.Partner;
import picocli.CommandLine.Option;

/** What a new company folder starts with. */
final class NewCompany {

    private static final int PUBLIC_PORT = 8282;

    @Option(
            names = "--id",
            paramLabel = "DID",
            description = "The company's identifier, for example did:web:connector.example.com; by default that of"
                    + " localhost and the public port.")
    private String id;

    @Option(names = "--name", description = "The company's name; by default the identifier.")
    private String name;

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

    /** Makes the folder, with a first key for {@code principal}. */
    CompanyFolder create(Path folder, String principal, Settings settings) {
        var did = id == null ? "did:web:localhost%3A" + (publicPort == 0 ? PUBLIC_PORT : publicPort) : id;
        if (!did.matches("did:[a-z0-9]+:[A-Za-z0-9._:%-]+")) {
            throw settings.usage("--id '" + did + "' is not a DID, for example did:web:connector.example.com");
        }
        var start =
                new Start(did, name == null ? did : name, principal, publicPort, managementPort, controlPort, partners);
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

    /** The name for people. */
    String name() {
        return name == null ? "data space" : name;
    }
}
