// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluis inbox list}: the same as {@code sluis inbox}. */
@Command(name = "list", description = "Show what waits, and what ends soon.", mixinStandardHelpOptions = true)
final class InboxListCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Mixin
    private Spoken spoken;

    @Override
    public Integer call() {
        return InboxCommand.list(settings, company, spoken);
    }
}
