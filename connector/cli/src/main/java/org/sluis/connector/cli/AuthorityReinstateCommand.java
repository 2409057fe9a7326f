// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis authority reinstate}: a suspended member is back. */
@Command(
        name = "reinstate",
        description = "Take a suspended member back; it asks for new credentials.",
        mixinStandardHelpOptions = true)
final class AuthorityReinstateCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(paramLabel = "NAME", description = "The firm's short name or identifier.")
    private String name;

    @Option(names = "--reason", required = true, description = "Why, in plain words; the firm sees it.")
    private String reason;

    @Override
    public Integer call() {
        return MemberSteps.take(settings, company, name, "reinstate", reason);
    }
}
