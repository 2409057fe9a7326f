// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.sluis.policies.log.bundle.BundleVerifier;
import org.sluis.policies.log.bundle.Trust;
import org.sluis.policies.log.bundle.Verdict;
import org.sluis.policies.log.bundle.Verification;

/** A bundle's file and what verifying it brought to light. */
record CheckedBundle(Path file, Verification verification) {

    static CheckedBundle of(String path, Trust trust, boolean progress, Console console)
            throws UsageException, FileException {
        var file = InputFile.path(path);
        return of(file, InputFile.map(file), trust, progress, console);
    }

    static CheckedBundle of(Path file, ByteBuffer bytes, Trust trust, boolean progress, Console console) {
        var verifier = new BundleVerifier(trust, ProgressLine.on(console.err(), progress));
        return new CheckedBundle(file, verifier.verify(bytes));
    }

    Verdict verdict() {
        return verification.verdict();
    }

    /** Neither altered nor malformed: what it says may be passed on. */
    boolean holds() {
        return verdict() == Verdict.OK || verdict() == Verdict.INCOMPLETE;
    }
}
