// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis authority suspend}: a member is out for now. */
@Command(
        name = "suspend",
        description =
                "Shut a member out for now: all its credentials are withdrawn. Without --yes, only shows what that hits.",
        mixinStandardHelpOptions = true)
final class AuthoritySuspendCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(paramLabel = "NAME", description = "The firm's short name or identifier.")
    private String name;

    @Option(names = "--reason", defaultValue = "no reason given", description = "Why; the firm sees it.")
    private String reason;

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    @Override
    public Integer call() {
        return yes
                ? MemberSteps.take(settings, company, name, "suspend", reason)
                : Consequences.show(settings, company, name, "suspend");
    }
}
