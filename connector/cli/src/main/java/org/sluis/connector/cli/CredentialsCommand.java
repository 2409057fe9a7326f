// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluis credentials}: what this firm can show others. */
@Command(
        name = "credentials",
        description = "List our credentials: type, issuer, valid until, status, next renewal.",
        mixinStandardHelpOptions = true)
final class CredentialsCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Override
    public Integer call() {
        var answer = company.connector().get("/credentials", Map.of());
        new Printer(settings)
                .table(
                        answer,
                        answer.path("credentials"),
                        "this firm holds no credentials; join a data space with: sluis join <invitation>",
                        CredentialsCommand::columns);
        return ExitCode.OK;
    }

    private static List<String> columns(JsonNode credential) {
        var types = StreamSupport.stream(credential.path("types").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
        var problem = credential.path("problem").asText("");
        return List.of(
                types,
                credential.path("issuer").asText(),
                "until " + credential.path("validUntil").asText(),
                credential.path("status").asText(),
                "renewed from " + credential.path("renewal").asText() + (problem.isEmpty() ? "" : "; " + problem));
    }
}
