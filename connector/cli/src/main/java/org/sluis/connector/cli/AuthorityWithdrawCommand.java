// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluis authority withdraw}: an invitation can no longer be used. */
@Command(name = "withdraw", description = "Withdraw an invitation that was not used.", mixinStandardHelpOptions = true)
final class AuthorityWithdrawCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(paramLabel = "ID", description = "As sluis authority invitations shows it.")
    private String id;

    @Override
    public Integer call() {
        var answer = company.connector()
                .post("/authority/invitations/" + ManagementClient.encode(id) + "/withdraw", Json.object());
        new Printer(settings).tell(answer, told -> "withdrew invitation " + id);
        return ExitCode.OK;
    }
}
