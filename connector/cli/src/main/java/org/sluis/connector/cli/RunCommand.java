// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.concurrent.Callable;
import org.sluis.connector.runtime.SluisRuntime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluis run}: the connector in the foreground, until it is told to stop. */
@Command(
        name = "run",
        description = "Run the connector in the foreground until Ctrl-C or a TERM signal.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Option(
            names = "--until-input-ends",
            description =
                    "Also stop when standard input ends, so that no connector outlives the program that started it.")
    private boolean untilInputEnds;

    @Override
    public Integer call() throws InterruptedException {
        return Running.untilStopped(company.folder(), untilInputEnds, this::tellReady);
    }

    private void tellReady(SluisRuntime runtime) {
        var listeners = runtime.configuration().listeners();
        var ready = Json.object()
                .put("ready", runtime.configuration().participant().id())
                .put("pid", ProcessHandle.current().pid())
                .put("publicAddress", listeners.open().address())
                .put("managementAddress", listeners.management().address());
        new Printer(settings)
                .tell(
                        ready,
                        told -> runtime.configuration().participant().name() + " is ready; partners reach it at "
                                + listeners.open().address() + "/dsp, Ctrl-C stops it");
    }
}
