// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command accepts. */
final class Settings {

    @Option(names = "--json", description = "Answer in JSON, for machines.")
    private boolean json;

    @Option(names = "--debug", description = "Show where in the program an error arose.")
    private boolean debug;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    boolean json() {
        return json;
    }

    boolean debug() {
        return debug;
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    PrintWriter err() {
        return command.commandLine().getErr();
    }

    /** Wrong usage of this command. */
    picocli.CommandLine.ParameterException usage(String message) {
        return new picocli.CommandLine.ParameterException(command.commandLine(), message);
    }
}
