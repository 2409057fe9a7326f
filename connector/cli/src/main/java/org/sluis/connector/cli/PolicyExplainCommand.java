// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sluis.policies.odrl.Clause;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.odrl.PlainWords;
import org.sluis.policies.odrl.Reading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis policy explain}: a policy in plain words. */
@Command(
        name = "explain",
        description = "Tell a policy in plain words, and how each clause of it is kept.",
        mixinStandardHelpOptions = true)
final class PolicyExplainCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Parameters(paramLabel = "FILE", description = "A policy in JSON; - is standard input.")
    private Path file;

    @Option(names = "--lang", paramLabel = "en|nl|de", defaultValue = "en", description = "The language to tell it in.")
    private Language language;

    @Override
    public Integer call() {
        var reading = PolicyFile.read(file);
        if (reading instanceof Reading.Refused refused) {
            PolicyFile.tell(refused, settings);
            return ExitCode.FAILED;
        }
        var valid = (Reading.Valid) reading;
        var answer = Json.object().put("language", language.name().toLowerCase(Locale.ROOT));
        var clauses = answer.putArray("clauses");
        for (var clause : PlainWords.of(valid.policy(), language)) {
            clauses.addObject()
                    .put("pointer", valid.pointers().getOrDefault(clause.pointer(), clause.pointer()))
                    .put("text", clause.text())
                    .put("label", label(clause));
        }
        new Printer(settings).tell(answer, told -> String.join(System.lineSeparator(), told.findValuesAsText("text")));
        return ExitCode.OK;
    }

    private static String label(Clause clause) {
        return clause.label().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
