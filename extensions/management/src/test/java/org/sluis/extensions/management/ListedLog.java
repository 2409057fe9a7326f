// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluis.extensions.policylog.LogBook;
import org.sluis.extensions.policylog.LogStatus;
import org.sluis.extensions.policylog.StoredEntry;
import org.sluis.extensions.policylog.projection.LogQuery;
import org.sluis.extensions.policylog.projection.LogRow;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.leaf.InMemoryStreamHeads;
import org.sluis.policies.log.leaf.LogTree;
import org.sluis.policies.log.leaf.SaltedPayload;
import org.sluis.policies.log.leaf.StreamId;

/** A log that has the rows it was given, and remembers what it was asked to do. */
final class ListedLog implements LogBook {

    final List<LogRow> rows = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    LogQuery query;

    @Override
    public List<LogRow> list(LogQuery wanted) {
        query = wanted;
        return rows.stream()
                .filter(row -> wanted.peer().isEmpty() || wanted.peer().equals(row.peer()))
                .filter(row -> wanted.outcomes().isEmpty()
                        || row.outcome().filter(wanted.outcomes()::contains).isPresent())
                .toList();
    }

    @Override
    public String pseudonym(String principal) {
        return "p-" + principal;
    }

    @Override
    public byte[] bundle(Optional<String> agreement) throws IOException {
        if (agreement.equals(Optional.of("unknown"))) {
            throw new IllegalArgumentException("nothing is logged about agreement unknown");
        }
        if (agreement.isEmpty()) {
            throw new IOException("the disk is full");
        }
        return new byte[] {1, 2, 3};
    }

    @Override
    public Proof proof(long index) {
        if (index > 0) {
            throw new IndexOutOfBoundsException(index);
        }
        var payload = new SaltedPayload(Hash.of(new byte[Hash.BYTES]), "{}");
        var entry = new LogTree((level, node, hash) -> {}, new InMemoryStreamHeads())
                .append(0, List.of(StreamId.of(new byte[Hash.BYTES])), payload);
        return new Proof("proof", new StoredEntry(entry, Optional.of(payload)));
    }

    @Override
    public long erase(String agreement, YearMonth month, String reason) {
        asked.add("erase " + agreement + " " + month + " " + reason);
        return 7;
    }

    @Override
    public LogStatus status() {
        return new LogStatus(3, 2, Optional.of("the disk is full"), List.of(), 0, 0);
    }

    @Override
    public String rotateKey() {
        asked.add("rotate");
        return "maker.example/plog/2026+00000000+AA==";
    }

    @Override
    public Optional<String> restore() {
        asked.add("restore");
        return Optional.of("entries 3 to 5");
    }
}
