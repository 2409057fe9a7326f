// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis get}: fetch data under an agreement. */
@Command(name = "get", description = "Fetch a partner's data under an agreement.", mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(paramLabel = "AGREEMENT", description = "The agreement's identifier.")
    private String agreement;

    @Option(names = "--purpose", paramLabel = "IRI", description = "What the data is for; the policy may ask it.")
    private String purpose;

    @Option(
            names = "--after",
            paramLabel = "SEQUENCE",
            description = "The oldest version after this one, instead of the newest.")
    private Long after;

    @Override
    public Integer call() throws IOException {
        var response = company.connector().open(path(), query());
        try (var body = response.body()) {
            if (response.statusCode() == 204) {
                new Printer(settings).tell(Json.object().put("newer", false), none -> "nothing newer");
                return ExitCode.OK;
            }
            settings.out().println(new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            return ExitCode.OK;
        }
    }

    private String path() {
        return "/agreements/" + ManagementClient.encode(agreement) + "/data";
    }

    private Map<String, String> query() {
        var query = new LinkedHashMap<String, String>();
        if (purpose != null) {
            query.put("purpose", purpose);
        }
        if (after != null) {
            query.put("after", after.toString());
        }
        return query;
    }
}
