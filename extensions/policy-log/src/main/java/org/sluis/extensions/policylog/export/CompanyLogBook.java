// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluis.extensions.policylog.LogBook;
import org.sluis.extensions.policylog.LogStatus;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.extensions.policylog.PolicyLog;
import org.sluis.extensions.policylog.StreamNames;
import org.sluis.extensions.policylog.capture.PayloadJson;
import org.sluis.extensions.policylog.projection.LogQuery;
import org.sluis.extensions.policylog.projection.LogRow;
import org.sluis.extensions.policylog.projection.Projection;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.merkle.TreeProofs;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.TlogProof;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Pseudonyms;

/** What the company does with its log, on the log itself. */
public final class CompanyLogBook implements LogBook {

    private final Parts parts;

    public CompanyLogBook(Parts parts) {
        this.parts = parts;
    }

    /** What it is made of. */
    public record Parts(
            PolicyLog log,
            StreamNames streams,
            Projection projection,
            Bundles bundles,
            Agreements agreements,
            Pseudonyms pseudonyms,
            Keeping keeping) {}

    /** What is done with the log as a whole; as in {@link LogBook}. */
    public interface Keeping {

        Optional<String> restore() throws IOException;

        LogStatus status();

        String rotateKey() throws IOException;
    }

    @Override
    public List<LogRow> list(LogQuery query) {
        return parts.projection().list(query);
    }

    @Override
    public String pseudonym(String principal) {
        return parts.pseudonyms().of(principal);
    }

    @Override
    public byte[] bundle(Optional<String> agreement) throws IOException {
        if (agreement.isEmpty()) {
            return parts.bundles().whole();
        }
        var known = parts.agreements()
                .find(agreement.get())
                .orElseThrow(() -> new IllegalArgumentException("there is no agreement " + agreement.get()));
        return parts.bundles().of(known);
    }

    @Override
    public Proof proof(long index) {
        var checkpoint =
                parts.log().newestCheckpoint().orElseThrow(() -> new IndexOutOfBoundsException("no checkpoint yet"));
        var size = Checkpoint.parse(checkpoint.text()).orElseThrow().head().size();
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("the newest checkpoint has " + size + " entries");
        }
        var proof = new TreeProofs(parts.log().nodes(size)).inclusion(index, size);
        var text = new TlogProof(Optional.empty(), index, proof, checkpoint).bytes();
        return new Proof(new String(text, StandardCharsets.UTF_8), parts.log().entry(index));
    }

    @Override
    public long erase(String agreement, YearMonth month, String reason) throws IOException {
        var stream = parts.streams().agreement(agreement);
        var members = PayloadJson.write(
                Map.of("reason", PayloadJson.clean(reason), "corr", Map.of("agreementId", agreement)));
        try {
            var before = gone(stream);
            parts.log().erase(stream, month, parts.streams().self(), members);
            var erased = gone(stream).stream()
                    .filter(index -> !before.contains(index))
                    .toList();
            parts.projection().erase(erased);
            return erased.size();
        } catch (LogUnavailableException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public Optional<String> restore() throws IOException {
        return parts.keeping().restore();
    }

    @Override
    public LogStatus status() {
        return parts.keeping().status();
    }

    @Override
    public String rotateKey() throws IOException {
        return parts.keeping().rotateKey();
    }

    /** Entries of a stream whose payload cannot be read any more. */
    private List<Long> gone(StreamId stream) {
        return parts.log().indices(stream, parts.log().head().size()).stream()
                .filter(index -> parts.log().entry(index).payload().isEmpty())
                .toList();
    }
}
