// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** Tells failures: one clear line for people, one object for machines, a stack trace only when asked. */
final class Failures {

    private final List<String> arguments;

    Failures(String[] arguments) {
        this.arguments = Arrays.asList(arguments);
    }

    int usage(CommandLine.ParameterException failure, String[] ignored) {
        var command = failure.getCommandLine();
        tell(command, failure.getMessage(), null);
        if (!arguments.contains("--json")) {
            command.getErr().println("try: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        debug(command, failure);
        return ExitCode.USAGE;
    }

    int execution(Exception failure, CommandLine command, CommandLine.ParseResult ignored) {
        debug(command, failure);
        if (failure instanceof CommandFailure known) {
            tell(command, known.getMessage(), known.problem());
            return known.exitCode();
        }
        tell(command, "unexpected " + failure.getClass().getSimpleName() + describe(failure), null);
        return ExitCode.FAILED;
    }

    private static String describe(Exception failure) {
        var told = failure.getMessage() == null
                ? ""
                : ": " + failure.getMessage().lines().findFirst().orElse("");
        return told + "; run again with --debug to see where";
    }

    private void tell(CommandLine command, String message, JsonNode problem) {
        if (arguments.contains("--json")) {
            var error = Json.object().put("error", message);
            if (problem != null && !problem.isNull()) {
                error.set("problem", problem);
            }
            command.getOut().println(Json.line(error));
            command.getOut().flush();
            return;
        }
        command.getErr().println("sluis: " + message);
        if (problem != null) {
            problem.path("reasons").forEach(reason -> command.getErr().println("  " + Reasons.line(reason)));
        }
        command.getErr().flush();
    }

    private void debug(CommandLine command, Exception failure) {
        if (arguments.contains("--debug")) {
            failure.printStackTrace(command.getErr());
        }
    }
}
