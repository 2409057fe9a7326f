// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.sluis.policies.log.note.SignedNote;

/** The signature lines of a note, as they travel without the text that both sides know. */
final class Lines {

    private Lines() {}

    static String of(SignedNote note) {
        var whole = new String(note.bytes(), StandardCharsets.UTF_8);
        return whole.substring(note.text().length() + 1);
    }

    /** The note that these lines stand under; empty if they are none. */
    static Optional<SignedNote> under(String text, String lines) {
        return SignedNote.parse((text + '\n' + lines).getBytes(StandardCharsets.UTF_8))
                .filter(note -> note.text().equals(text));
    }
}
