// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sluis.connector.runtime.SluisRuntime;
import org.sluis.policies.odrl.Clause;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.odrl.Mechanisms;
import org.sluis.policies.odrl.PlainWords;
import org.sluis.policies.odrl.Reading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis policy explain}: a policy in plain words, or what a partner would get and why not. */
@Command(
        name = "explain",
        description = {
            "Tell a policy in plain words, and how each clause of it is kept.",
            "With --for: what that partner would get of this company, and why not."
        },
        mixinStandardHelpOptions = true)
final class PolicyExplainCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A policy in JSON; - is standard input. Not with --for.")
    private Path file;

    @Option(names = "--lang", paramLabel = "en|nl|de", defaultValue = "en", description = "The language to tell it in.")
    private Language language;

    @Option(names = "--for", paramLabel = "PARTNER", description = "A partner's name or identifier.")
    private String partner;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "With --for: at that time, for example 2026-12-31T23:00:00Z; now by default.")
    private String at;

    @Option(names = "--purpose", paramLabel = "IRI", description = "With --for: stating this purpose.")
    private String purpose;

    @Override
    public Integer call() {
        if ((partner == null) == (file == null)) {
            throw settings.usage("name either a policy FILE or a partner with --for");
        }
        if (partner == null && (at != null || purpose != null)) {
            throw settings.usage("--at and --purpose go with --for");
        }
        return partner == null ? tellPolicy() : tellPartner();
    }

    private int tellPartner() {
        var query = new LinkedHashMap<String, String>();
        query.put("for", partner);
        query.put("lang", language.name().toLowerCase(Locale.ROOT));
        if (at != null) {
            query.put("at", at);
        }
        if (purpose != null) {
            query.put("purpose", purpose);
        }
        new Printer(settings).tell(company.connector().get("/foresight", query), new Foresight(language)::text);
        return ExitCode.OK;
    }

    private int tellPolicy() {
        var reading = PolicyFile.read(file);
        if (reading instanceof Reading.Refused refused) {
            PolicyFile.tell(refused.problems(), settings);
            return ExitCode.FAILED;
        }
        var valid = (Reading.Valid) reading;
        var answer = Json.object().put("language", language.name().toLowerCase(Locale.ROOT));
        var clauses = answer.putArray("clauses");
        for (var clause : PlainWords.of(valid.policy(), language, Mechanisms.alike(SluisRuntime.mechanisms()))) {
            clauses.addObject()
                    .put("pointer", valid.pointers().getOrDefault(clause.pointer(), clause.pointer()))
                    .put("text", clause.text())
                    .put("label", label(clause))
                    .put("kept", clause.label().in(language));
        }
        new Printer(settings).tell(answer, PolicyExplainCommand::lines);
        return ExitCode.OK;
    }

    private static String lines(JsonNode told) {
        var lines = new ArrayList<String>();
        told.path("clauses")
                .forEach(clause -> lines.add(clause.path("text").asText() + " ["
                        + clause.path("kept").asText() + "]"));
        return String.join(System.lineSeparator(), lines);
    }

    private static String label(Clause clause) {
        return clause.label().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
