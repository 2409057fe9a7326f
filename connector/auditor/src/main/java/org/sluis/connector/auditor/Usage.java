// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.io.PrintStream;

/** How the tool is called. */
final class Usage {

    private static final String TEXT = """
            Checks bundles of a policy log, offline.

            usage: %1$s verify BUNDLE [--anchor DID=VKEY]... [--anchors FILE] [--clock-bound SECONDS] [--json] [--progress]
                   %1$s verify PROOF --anchor DID=VKEY... [--leaf FILE] [--json]
                   %1$s reconcile PROVIDER CONSUMER [--anchor DID=VKEY]... [--anchors FILE] [--clock-bound SECONDS]
                             [--json] [--html FILE] [--force] [--progress]
                   %1$s report BUNDLE [--format html|csv|jsonl] [--out FILE] [--force] [--anchor DID=VKEY]...
                             [--anchors FILE] [--clock-bound SECONDS] [--progress]
                   %1$s prove BUNDLE INDEX [--out FILE] [--force] [--anchor DID=VKEY]... [--anchors FILE]

              verify      Is anything altered, removed or added? Reads a bundle, or the proof of a single entry.
              reconcile   Do the bundles of both parties tell the same story?
              report      The entries as a page that prints (html), as a table (csv) or as JSON Lines (jsonl).
              prove       Takes the proof of one entry out of a bundle, for somebody who must not see the rest.

              --anchor DID=VKEY      a key that you have from elsewhere and whose it is; with anchors no other key counts
                                     DID=THUMBPRINT names the key with which that party signs seals and receipts (RFC 7638)
              --anchors FILE         the same, one on each line; lines that begin with # are skipped
              --clock-bound SECONDS  how far the time of an entry may contradict that of a cosignature; 600 unless stated
              --leaf FILE            the entry that a proof is about, as prove writes it; PROOF.leaf.json unless stated
              --out FILE             where to write; the standard output unless stated
              --force                replaces a file that is there
              --json                 the result for programs
              --progress             tells on the standard error how far it is, also when that is no terminal

            exit codes: 0 verified, 1 tampered, 2 usage, 3 unreadable, 4 incomplete or one-sided
            """;

    private Usage() {}

    static void print(String program, PrintStream to) {
        to.print(TEXT.formatted(program));
    }
}
