// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.sluis.extensions.products.ReceivedFiles;

/** Where the versions of one agreement's dataset arrive. */
record Received(Path folder, ReceivedFiles files) {

    /**
     * The folder for an agreement.
     *
     * @param into null for the company's own place for it
     */
    static Received open(Path into, Path company, String agreement, ManagementClient connector, Layouts layouts) {
        var folder = into == null ? ownPlace(company, agreement, connector) : into;
        return new Received(folder, new ReceivedFiles(folder, layouts::of));
    }

    private static Path ownPlace(Path company, String agreement, ManagementClient connector) {
        var known = connector.get("/agreements/" + ManagementClient.encode(agreement), Map.of());
        return ReceivedFiles.folder(
                company.resolve("received"),
                known.path("partner").asText(),
                known.path("dataset").asText());
    }

    /** Writes a version, unless it was written before, and tells what was written. */
    void write(long sequence, byte[] document, Settings settings) throws IOException {
        var written = files.write(sequence, document);
        if (written instanceof ReceivedFiles.Written.Unreadable unreadable) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "version " + sequence + " was received but cannot be used: " + unreadable.reason()
                            + "; tell the partner");
        }
        if (written instanceof ReceivedFiles.Written.New received) {
            var told = Json.object().put("sequence", sequence);
            received.files().forEach(file -> told.withArray("files").add(file.toString()));
            new Printer(settings)
                    .tell(
                            told,
                            answer -> "version " + sequence + ": "
                                    + received.files().get(0));
        }
    }
}
