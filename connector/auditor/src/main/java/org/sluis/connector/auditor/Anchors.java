// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sluis.policies.log.bundle.Trust;
import org.sluis.policies.log.note.VerifierKey;

/** Reads whom the auditor believes from the command line. */
final class Anchors {

    static final String ANCHOR = "--anchor";
    static final String FILE = "--anchors";
    static final String CLOCK_BOUND = "--clock-bound";

    private static final int MOST_BYTES = 1024 * 1024;
    private static final long MOST_SECONDS = Duration.ofDays(365).toSeconds();

    private Anchors() {}

    static Trust trust(Arguments arguments) throws UsageException, FileException {
        return new Trust(anchors(arguments), clockBound(arguments));
    }

    private static Set<Trust.Anchor> anchors(Arguments arguments) throws UsageException, FileException {
        var anchors = new HashSet<Trust.Anchor>();
        for (var text : arguments.values(ANCHOR)) {
            anchors.add(anchor(text, ANCHOR));
        }
        for (var file : arguments.values(FILE)) {
            var text = new String(InputFile.bytes(InputFile.path(file), MOST_BYTES), StandardCharsets.UTF_8);
            int number = 0;
            for (var line : List.of(text.split("\n", -1))) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    anchors.add(anchor(line.strip(), file + ", line " + number));
                }
            }
            if (anchors.isEmpty()) {
                // an empty file must not mean: believe the bundle
                throw new UsageException(file + " names no anchor");
            }
        }
        return anchors;
    }

    private static Trust.Anchor anchor(String text, String where) throws UsageException {
        int equals = text.indexOf('=');
        var key = VerifierKey.parse(text.substring(equals + 1));
        if (equals < 1 || !text.startsWith("did:") || key.isEmpty()) {
            throw new UsageException(where + ": an anchor is DID=VKEY, for example"
                    + " did:web:maker.example=maker.example/plog/2027+2c8c5a31+AU...");
        }
        return new Trust.Anchor(text.substring(0, equals), key.get());
    }

    private static Duration clockBound(Arguments arguments) throws UsageException {
        var stated = arguments.value(CLOCK_BOUND);
        if (stated.isEmpty()) {
            return Trust.USUAL_CLOCK_BOUND;
        }
        if (!stated.get().matches("[0-9]{1,9}") || Long.parseLong(stated.get()) > MOST_SECONDS) {
            throw new UsageException(CLOCK_BOUND + " is a number of seconds, at most " + MOST_SECONDS);
        }
        return Duration.ofSeconds(Long.parseLong(stated.get()));
    }
}
