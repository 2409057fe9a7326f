// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis log prove}: that one entry is in the log. */
@Command(
        name = "prove",
        description = "Write a proof (C2SP tlog-proof) that an entry is in the log, and its leaf record beside it.",
        mixinStandardHelpOptions = true)
final class LogProveCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(paramLabel = "INDEX", description = "The entry's index, as sluis log show tells it.")
    private long index;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the proof; by default entry-<index>.tlog-proof in the current directory.")
    private Path file;

    @Override
    public Integer call() {
        var proof = company.connector().get("/log/entries/" + index + "/proof", Map.of());
        var to = file == null ? Path.of("entry-" + index + ".tlog-proof") : file;
        var leaf = to.resolveSibling(to.getFileName() + ".leaf");
        NewFile.write(to, new ByteArrayInputStream(proof.path("proof").asText().getBytes(StandardCharsets.UTF_8)));
        NewFile.write(
                leaf,
                new ByteArrayInputStream(
                        Base64.getDecoder().decode(proof.path("leaf").asText())));
        new Printer(settings)
                .tell(
                        proof,
                        told -> told.path("payload").asText("(its payload is erased)") + "\n" + to
                                + " proves it; check it with: sluis log verify " + to + " --leaf " + leaf);
        return ExitCode.OK;
    }
}
