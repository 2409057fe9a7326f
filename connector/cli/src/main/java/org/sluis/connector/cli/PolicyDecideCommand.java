// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sluis.policies.decision.DecisionCases;
import org.sluis.policies.decision.UnreadableCaseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluis policy decide}: one decision for each line of cases. */
@Command(
        name = "decide",
        description = "Decide cases: one JSON object for each line in, one for each line out.",
        mixinStandardHelpOptions = true)
final class PolicyDecideCommand implements Callable<Integer> {

    private static final int LONGEST_LINE = 4 << 20;

    @Mixin
    private Settings settings;

    @Option(
            names = "--cases",
            required = true,
            paramLabel = "FILE",
            description = "One JSON object a line with id, policy, request and facts; - is standard input.")
    private Path file;

    @Override
    public Integer call() {
        var number = 0;
        try (var in =
                new BufferedReader(new InputStreamReader(PolicyFile.open(file), StandardCharsets.UTF_8.newDecoder()))) {
            for (var line = next(in, 1); line != null; line = next(in, number + 1)) {
                number++;
                if (!line.isBlank()) {
                    settings.out().println(DecisionCases.decide(line));
                }
            }
            return ExitCode.OK;
        } catch (UnreadableCaseException e) {
            throw unreadable(number, e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitCode.UNREADABLE, "there is no file " + file, e);
        } catch (CharacterCodingException e) {
            throw unreadable(number + 1, "this is not UTF-8", e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.UNREADABLE, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The next line without its end, null at the end of the input; never longer than a bound. */
    private String next(BufferedReader in, int number) throws IOException {
        var line = new StringBuilder();
        for (var read = in.read(); read >= 0; read = in.read()) {
            if (read == '\n') {
                return line.toString();
            }
            if (line.length() == LONGEST_LINE) {
                throw unreadable(number, "this line is longer than " + LONGEST_LINE + " characters", null);
            }
            line.append((char) read);
        }
        return line.isEmpty() ? null : line.toString();
    }

    private CommandFailure unreadable(int number, String message, Throwable cause) {
        return new CommandFailure(ExitCode.UNREADABLE, file + " line " + number + ": " + message, cause);
    }
}
