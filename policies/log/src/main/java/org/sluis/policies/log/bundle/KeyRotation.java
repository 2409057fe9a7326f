// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.Optional;
import org.sluis.policies.log.note.VerifierKey;

/**
 * The text of a note by which a log's old key names its new one.
 *
 * @param next the key that signs from now on
 */
public record KeyRotation(String origin, VerifierKey next) {

    public static final String FORMAT = "sluis-policy-log-rotation/1";

    /** Reads exactly what {@link #text} writes. */
    public static Optional<KeyRotation> parse(String text) {
        var lines = text.split("\n", -1);
        if (lines.length != 4 || !lines[0].equals(FORMAT) || lines[1].isEmpty()) {
            return Optional.empty();
        }
        return VerifierKey.parse(lines[2])
                .map(next -> new KeyRotation(lines[1], next))
                .filter(rotation -> rotation.text().equals(text));
    }

    public String text() {
        return FORMAT + '\n' + origin + '\n' + next.vkey() + '\n';
    }
}
