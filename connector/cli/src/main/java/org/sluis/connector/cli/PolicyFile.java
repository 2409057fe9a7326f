// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Problem;
import org.sluis.policies.odrl.Reading;

/** A file with one policy. */
final class PolicyFile {

    private static final int LARGEST = 1 << 20;
    private static final Set<String> NO_DOCUMENT = Set.of("not-json", "not-utf8", "too-large");

    private PolicyFile() {}

    /**
     * Reads a policy strictly; {@code -} is standard input. What is no document at all is unreadable input, what is one but no
     * policy of the profile is refused.
     */
    static Reading read(Path file) {
        var reading = PolicyReader.read(bytes(file));
        if (reading instanceof Reading.Refused refused) {
            refused.problems().stream()
                    .filter(problem -> NO_DOCUMENT.contains(problem.code()))
                    .findFirst()
                    .map(Problem::message)
                    .ifPresent(message -> {
                        throw new CommandFailure(ExitCode.UNREADABLE, file + ": " + message);
                    });
        }
        return reading;
    }

    /** One line for people. */
    static String line(Problem problem) {
        var pointer = problem.pointer().isEmpty() ? "the whole policy" : problem.pointer();
        return pointer + " (" + problem.code() + "): " + problem.message();
    }

    private static byte[] bytes(Path file) {
        try (var in = open(file)) {
            return in.readNBytes(LARGEST);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitCode.UNREADABLE, "there is no file " + file, e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.UNREADABLE, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static InputStream open(Path file) throws IOException {
        return file.toString().equals("-") ? System.in : Files.newInputStream(file);
    }

    /** Prints what is wrong with a file, one line each. */
    static void tell(List<Problem> refused, Settings settings) {
        var answer = Json.object().put("valid", false);
        var problems = answer.putArray("problems");
        refused.forEach(problem -> problems.addObject()
                .put("pointer", problem.pointer())
                .put("code", problem.code())
                .put("message", problem.message()));
        new Printer(settings)
                .tell(
                        answer,
                        told -> "refused: "
                                + String.join(
                                        System.lineSeparator() + "refused: ",
                                        refused.stream().map(PolicyFile::line).toList()));
    }
}
