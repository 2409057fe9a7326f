// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluis log export}: a bundle that an auditor checks offline. */
@Command(
        name = "export",
        description = "Write a bundle that anybody can check offline: the story of one agreement, or the whole log.",
        mixinStandardHelpOptions = true)
final class LogExportCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Option(names = "--agreement", paramLabel = "ID", description = "Only this agreement; by default the whole log.")
    private String agreement;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write; it must not exist. By default policy-log.zip in the current directory.")
    private Path file = Path.of("policy-log.zip");

    @Override
    public Integer call() throws IOException {
        var query = agreement == null ? Map.<String, String>of() : Map.of("agreement", agreement);
        long bytes;
        try (var body = company.connector().open("/log/bundle", query).body()) {
            bytes = NewFile.write(file, body);
        }
        var written = Json.object().put("file", file.toString()).put("bytes", bytes);
        new Printer(settings)
                .tell(written, bundle -> file + " has " + bytes + " bytes; check it with: sluis log verify " + file);
        return ExitCode.OK;
    }
}
