// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sluis.policies.decision.ComparisonAnswer;
import org.sluis.policies.decision.PolicyComparison;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.Reading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluis policy compare}: whether one policy permits less than another. */
@Command(
        name = "compare",
        description = "Say whether a policy permits less or more than another, with a case that shows it.",
        mixinStandardHelpOptions = true)
final class PolicyCompareCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Parameters(index = "0", paramLabel = "A", description = "A policy in JSON; - is standard input.")
    private Path first;

    @Parameters(index = "1", paramLabel = "B", description = "The policy to compare it with.")
    private Path second;

    @Override
    public Integer call() {
        var one = read(first);
        var other = one.isPresent() ? read(second) : Optional.<Policy>empty();
        if (one.isEmpty() || other.isEmpty()) {
            return ExitCode.FAILED;
        }
        var comparison = PolicyComparison.of(one.get(), other.get());
        new Printer(settings).tell(Json.parse(ComparisonAnswer.write(comparison), "the answer"), this::sentence);
        return ExitCode.OK;
    }

    private Optional<Policy> read(Path file) {
        var reading = PolicyFile.read(file);
        if (reading instanceof Reading.Refused refused) {
            settings.err().println(file + " is no policy of the Sluis profile");
            PolicyFile.tell(refused.problems(), settings);
            return Optional.empty();
        }
        return Optional.of(((Reading.Valid) reading).policy());
    }

    private String sentence(JsonNode answer) {
        var text = new StringBuilder(
                switch (answer.path("relation").asText()) {
                    case "equal" -> "equal: both permit the same";
                    case "narrower" -> "narrower: " + first + " permits less than " + second;
                    case "wider" -> "wider: " + first + " permits more than " + second;
                    default -> "incomparable: neither surely permits all that the other does";
                });
        if (answer.has("reason")) {
            text.append(System.lineSeparator()).append(answer.path("reason").asText());
        }
        for (var key : new String[] {"counterExample", "otherCounterExample"}) {
            if (answer.has(key)) {
                var example = answer.path(key);
                var allowing = example.path("allowedBy").asText().equals("first") ? first : second;
                text.append(System.lineSeparator())
                        .append("only ")
                        .append(allowing)
                        .append(" allows: ")
                        .append(Json.line(example.path("request")))
                        .append(" with facts ")
                        .append(Json.line(example.path("facts")));
            }
        }
        return text.toString();
    }
}
