// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.note;

import java.util.Arrays;
import java.util.Optional;

/** The signature types of C2SP signed-note that we make and accept. */
public enum SignatureType {
    /** Ed25519 over the note's text. */
    ED25519(1, 64),
    /** Ed25519 over a time and the text of a checkpoint (tlog-cosignature v1). */
    COSIGNATURE(4, 72);

    private final byte identifier;
    private final int length;

    SignatureType(int identifier, int length) {
        this.identifier = (byte) identifier;
        this.length = length;
    }

    static Optional<SignatureType> of(byte identifier) {
        return Arrays.stream(values())
                .filter(type -> type.identifier == identifier)
                .findFirst();
    }

    byte identifier() {
        return identifier;
    }

    /** Bytes after the key ID. */
    int length() {
        return length;
    }
}
