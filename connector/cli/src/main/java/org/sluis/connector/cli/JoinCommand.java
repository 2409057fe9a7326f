// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ConnectException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sluis.connector.runtime.SluisRuntime;
import org.sluis.extensions.identity.onboarding.Invitation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code sluis join}: from an invitation to a member, in one command. The running connector does the work and remembers how far it
 * is; this command starts one if there is none, tells it what to do, and says what happens.
 */
@Command(
        name = "join",
        description = "Join a data space by an invitation; safe to run again after any failure.",
        mixinStandardHelpOptions = true)
final class JoinCommand implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofMillis(500);

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Mixin
    private NewCompany newCompany;

    @Parameters(
            paramLabel = "INVITATION",
            description = "What the authority gave you, such as did:web:authority.example?invitation=CODE.")
    private String text;

    @Option(names = "--legal-name", required = true, description = "The firm's name in the trade register.")
    private String legalName;

    @Option(names = "--register-number", required = true, description = "Its number in the trade register.")
    private String registerNumber;

    @Option(
            names = "--accept-rulebook",
            paramLabel = "VERSION",
            description = "The version of the rulebook that you have read and accept.")
    private String rulebook;

    @Option(
            names = "--until-input-ends",
            description =
                    "Also stop when standard input ends, so that no connector outlives the program that started it.")
    private boolean untilInputEnds;

    @Override
    public Integer call() throws InterruptedException {
        var invitation = Invitation.of(text)
                .orElseThrow(() ->
                        settings.usage("the invitation must look like did:web:authority.example?invitation=CODE"));
        if (!Files.exists(company.folder().resolve("sluis.yaml"))) {
            newCompany.create(company.folder(), "owner", settings);
        }
        if (isRunning()) {
            return follow(invitation);
        }
        return Running.untilStopped(company.folder(), untilInputEnds, runtime -> joined(runtime, invitation));
    }

    /** Joins while the connector runs in this process, which goes on as {@code sluis run} does. */
    private void joined(SluisRuntime runtime, Invitation invitation) {
        try {
            if (follow(invitation) == ExitCode.OK && !settings.json()) {
                settings.out()
                        .println("the connector of "
                                + runtime.configuration().participant().name() + " goes on running; Ctrl-C stops it");
                settings.out().flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isRunning() {
        try {
            company.connector().get("/memberships", Map.of());
            return true;
        } catch (CommandFailure e) {
            if (e.getCause() instanceof ConnectException) {
                return false;
            }
            throw e;
        }
    }

    private int follow(Invitation invitation) throws InterruptedException {
        var order = Json.object()
                .put("invitation", text.strip())
                .put("legalName", legalName)
                .put("registerNumber", registerNumber)
                .put("rulebookVersion", rulebook);
        company.connector().post("/memberships", order);
        var told = "";
        while (true) {
            var all = company.connector().get("/memberships", Map.of());
            var membership = of(all, invitation);
            var line = line(membership);
            if (!line.equals(told)) {
                settings.err().println(line);
                settings.err().flush();
                told = line;
            }
            switch (membership.path("step").asText()) {
                case "member" -> {
                    new Printer(settings).tell(result(all, membership), JoinCommand::sentence);
                    return ExitCode.OK;
                }
                case "refused" ->
                    throw new CommandFailure(
                            ExitCode.FAILED, membership.path("problem").asText("refused"));
                default -> requireRulebook(membership);
            }
            Thread.sleep(LOOK.toMillis());
        }
    }

    /** Only a person can go on here. */
    private static void requireRulebook(JsonNode membership) {
        var problem = membership.path("problem").asText("");
        if (membership.path("step").asText().equals("reachable") && problem.contains("--accept-rulebook")) {
            throw new CommandFailure(ExitCode.FAILED, problem);
        }
    }

    private static JsonNode of(JsonNode all, Invitation invitation) {
        for (var membership : all.path("memberships")) {
            if (membership
                    .path("authority")
                    .asText()
                    .equals(invitation.authority().value())) {
                return membership;
            }
        }
        throw new CommandFailure(ExitCode.FAILED, "the connector forgot the invitation; run the command again");
    }

    private static String line(JsonNode membership) {
        var problem = membership.path("problem").asText("");
        var done = switch (membership.path("step").asText()) {
            case "started" -> "keys made; looking at our own DID document from outside";
            case "reachable" -> "our DID document is seen from outside; reading the invitation";
            case "invited" -> "invited by " + membership.path("name").asText() + "; applying";
            case "applied" ->
                "applied; waiting for the coordinator of "
                        + membership.path("name").asText() + " to approve";
            case "approved" -> "approved; obtaining credentials";
            case "holding" -> "credentials verified; reading the directory";
            default -> membership.path("step").asText();
        };
        return problem.isEmpty() ? done : done + " (" + problem + ")";
    }

    private static JsonNode result(JsonNode all, JsonNode membership) {
        var result = Json.object()
                .put("participant", all.path("participant").asText())
                .put("fingerprint", all.path("fingerprint").asText());
        result.set("membership", membership);
        result.set("members", all.path("members"));
        return result;
    }

    private static String sentence(JsonNode result) {
        return "member of " + result.path("membership").path("name").asText() + "; the directory names "
                + result.path("members").size() + " other members" + System.lineSeparator()
                + "identifier   " + result.path("participant").asText() + System.lineSeparator()
                + "fingerprint  " + result.path("fingerprint").asText();
    }
}
