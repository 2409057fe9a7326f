// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis authority refuse}: an applicant does not become a member. */
@Command(
        name = "refuse",
        description = "Refuse an applicant; it may be invited again.",
        mixinStandardHelpOptions = true)
final class AuthorityRefuseCommand implements Callable<Integer> {

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
        return MemberSteps.take(settings, company, name, "refuse", reason);
    }
}
