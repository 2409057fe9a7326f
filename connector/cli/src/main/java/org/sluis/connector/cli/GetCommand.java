// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis get}: fetch data under an agreement, once or each new version as it comes. */
@Command(
        name = "get",
        description =
                "Fetch a partner's data under an agreement: to standard output, or into a folder as JSON and CSV.",
        mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {

    private static final int LARGEST = 64 << 20;
    private static final int NO_CONTENT = 204;

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

    @Option(
            names = "--follow",
            description = "Write every version from the last received on into the folder, until Ctrl-C or a denial.")
    private boolean follow;

    @Option(
            names = "--push",
            description = "Have the partner bring the newest version to this connector, instead of fetching it there.")
    private boolean push;

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description = "Write there; with --follow by default received/<partner>/<dataset> in the company's folder.")
    private Path into;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "Layout of the CSV; by default the layout that Sluis ships for the product.")
    private Path mapping;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (follow && after != null) {
            throw settings.usage("--follow goes on after the last version in the folder; leave --after out");
        }
        if (push && (follow || after != null)) {
            throw settings.usage("--push brings the newest version once; leave --follow and --after out");
        }
        if (mapping != null && !follow && into == null) {
            throw settings.usage("--mapping is for files; name a folder with --into");
        }
        var layouts = new Layouts(mapping);
        var connector = company.connector();
        if (follow) {
            var folder = Received.open(into, company.folder(), agreement, connector, layouts);
            return new Follow(settings, folder, this::ask).run();
        }
        try (var version = ask(connector, query())) {
            return once(version, connector, layouts);
        }
    }

    private int once(Version version, ManagementClient connector, Layouts layouts) throws IOException {
        if (version.isNone()) {
            new Printer(settings).tell(Json.object().put("newer", false), none -> "nothing newer");
        } else if (into == null) {
            settings.out().println(new String(version.read(), StandardCharsets.UTF_8));
        } else {
            Received.open(into, company.folder(), agreement, connector, layouts)
                    .write(version.sequence(), version.read(), settings);
        }
        return ExitCode.OK;
    }

    private Version ask(Map<String, String> query) {
        return ask(company.connector(), merged(query));
    }

    private Version ask(ManagementClient connector, Map<String, String> query) {
        return new Version(connector.open("/agreements/" + ManagementClient.encode(agreement) + "/data", query));
    }

    private Map<String, String> merged(Map<String, String> query) {
        var all = query();
        all.putAll(query);
        return all;
    }

    private Map<String, String> query() {
        var query = new LinkedHashMap<String, String>();
        if (purpose != null) {
            query.put("purpose", purpose);
        }
        if (after != null) {
            query.put("after", after.toString());
        }
        if (push) {
            query.put("delivery", "push");
        }
        return query;
    }

    /** One answer: a version of the data, or that there is none. */
    record Version(HttpResponse<InputStream> response) implements AutoCloseable {

        boolean isNone() {
            return response.statusCode() == NO_CONTENT;
        }

        long sequence() {
            return response.headers().firstValueAsLong("Sluis-Sequence").orElse(0);
        }

        byte[] read() throws IOException {
            var bytes = response.body().readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new CommandFailure(ExitCode.FAILED, "the version is larger than " + LARGEST + " bytes");
            }
            return bytes;
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }
}
