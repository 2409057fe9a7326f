// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluis authority}: what a coordinator does. */
@Command(
        name = "authority",
        description = "Coordinate a data space: invite firms, approve, suspend and revoke members.",
        mixinStandardHelpOptions = true,
        subcommands = {
            AuthorityInitCommand.class,
            AuthorityInviteCommand.class,
            AuthorityInvitationsCommand.class,
            AuthorityWithdrawCommand.class,
            AuthorityMembersCommand.class,
            AuthorityCatalogCommand.class,
            AuthorityApproveCommand.class,
            AuthorityRefuseCommand.class,
            AuthorityEnrolCommand.class,
            AuthoritySuspendCommand.class,
            AuthorityReinstateCommand.class,
            AuthorityRevokeCommand.class
        })
final class AuthorityCommand implements Runnable {

    @Mixin
    private Settings settings;

    @Override
    public void run() {
        throw settings.usage("say what to do, for example: sluis authority invite");
    }
}
