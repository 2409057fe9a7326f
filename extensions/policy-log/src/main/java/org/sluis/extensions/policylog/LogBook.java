// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog;

import java.io.IOException;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.sluis.extensions.policylog.projection.LogQuery;
import org.sluis.extensions.policylog.projection.LogRow;

/** What a company does with its own log. */
public interface LogBook {

    /** Newest first; has everything that was logged before the call. */
    List<LogRow> list(LogQuery query);

    /** How a principal of this company appears in the log. */
    String pseudonym(String principal);

    /**
     * A bundle (policies/log, FORMAT.md): the whole story of one agreement, or the whole log. Asks partners and witnesses for
     * fresh signatures first, within seconds; who does not answer is missing in it.
     *
     * @param agreement id that both parties use; empty for the whole log
     * @throws IOException if the log cannot be read or appended to now
     * @throws IllegalArgumentException if there is nothing logged about that agreement
     */
    byte[] bundle(Optional<String> agreement) throws IOException;

    /**
     * A stand-alone proof (C2SP tlog-proof) that an entry is in the tree of the newest checkpoint.
     *
     * @throws IndexOutOfBoundsException if no checkpoint has that entry
     */
    Proof proof(long index) throws IOException;

    /**
     * Destroys what the entries of an agreement in a month say; that they were there stays provable.
     *
     * @param reason for whoever reads the log later; no personal data
     * @return how many entries
     */
    long erase(String agreement, YearMonth month, String reason) throws IOException;

    /**
     * Goes on after a backup was restored, and says so in the log. Does nothing when nothing is lost.
     *
     * @return what is lost, in words; empty when nothing is
     */
    Optional<String> restore() throws IOException;

    LogStatus status();

    /**
     * Signs with a new key from now on; the old one names it in the log, and stays published.
     *
     * @return the new key, as C2SP signed-note spells it
     */
    String rotateKey() throws IOException;

    /** A proof and what it proves. */
    record Proof(String tlogProof, StoredEntry entry) {}
}
