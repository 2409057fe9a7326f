// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.export;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sluis.extensions.policylog.StoredEntry;
import org.sluis.extensions.policylog.StreamNames;
import org.sluis.extensions.policylog.evidence.SignerDocuments;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.bundle.BundleEntry;
import org.sluis.policies.log.bundle.Manifest;
import org.sluis.policies.log.leaf.SaltedPayload;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.note.SignedNote;

/** The entries of a bundle, and what they refer to. */
final class StoryEntries {

    /** What a note has besides the ends of streams: origin, size, root and our signature. */
    private static final int REST_OF_NOTE = 2_000;

    /** The longest line of a stream's end: stream, two numbers, leaf hash. */
    private static final int LINE = 64 + 1 + 18 + 1 + 18 + 1 + 44 + 1;

    /** The ends of so many fit into one note, however long the log is. */
    static final int MOST_STREAMS = (SignedNote.MOST_BYTES - REST_OF_NOTE) / LINE;

    /** A bundle has at most 9,999, those of the logs' signers among them. */
    private static final int MOST_DOCUMENTS = 5_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<StoredEntry> stored = new ArrayList<>();
    private final SortedSet<String> policies = new TreeSet<>();
    private final SortedSet<String> agreements = new TreeSet<>();
    private final Set<String> signed = new HashSet<>();
    private final Set<String> documents = new LinkedHashSet<>();
    private final Map<Long, Long> erased = new HashMap<>();

    void add(StoredEntry entry) {
        stored.add(entry);
        entry.payload()
                .map(StoryEntries::read)
                .ifPresent(payload -> note(entry.entry().index(), payload));
    }

    /** In order; each erased one names the entry that recorded its erasure. */
    List<BundleEntry> entries() {
        return stored.stream().map(this::entry).toList();
    }

    /** SHA-256 of the policies that were decided on, in hexadecimal. */
    SortedSet<String> policies() {
        return Collections.unmodifiableSortedSet(policies);
    }

    /** DID documents by which signatures were believed, as they were then. */
    Set<String> documents() {
        return Collections.unmodifiableSet(documents);
    }

    /** Whether an entry names this signed text, by its hash. */
    boolean names(String text) {
        return signed.contains(Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex());
    }

    /** Ids of the agreements that the entries are about. */
    SortedSet<String> agreements() {
        return Collections.unmodifiableSortedSet(agreements);
    }

    /** The streams in which they stand, those of agreements first; no more than one note can tell the ends of. */
    List<Manifest.Stream> streams(StreamNames names) {
        var byId = new LinkedHashMap<StreamId, Optional<String>>();
        agreements.forEach(agreement -> byId.put(names.agreement(agreement), Optional.of(agreement)));
        var here = new LinkedHashSet<StreamId>();
        stored.forEach(entry -> entry.entry().leaf().streams().forEach(position -> here.add(position.stream())));
        return here.stream()
                .map(id -> new Manifest.Stream(id, byId.getOrDefault(id, Optional.empty())))
                .sorted(Comparator.comparing(stream -> stream.agreement().isEmpty()))
                .limit(MOST_STREAMS)
                .toList();
    }

    private BundleEntry entry(StoredEntry entry) {
        return entry.payload()
                .map(payload -> BundleEntry.of(entry.entry(), payload))
                .orElseGet(() ->
                        BundleEntry.erased(entry.entry(), erasure(entry.entry().index())));
    }

    private long erasure(long index) {
        var by = erased.get(index);
        if (by == null) {
            throw new IllegalStateException("entry " + index + " is erased, but no entry of its stream records it");
        }
        return by;
    }

    private void note(long index, JsonNode payload) {
        if (payload.at("/policy/digest").isTextual()) {
            policies.add(payload.at("/policy/digest").asText());
        }
        if (payload.at("/corr/agreementId").isTextual()) {
            agreements.add(payload.at("/corr/agreementId").asText());
        }
        for (var member : List.of("/seal/sha256", "/receipt/sha256")) {
            if (payload.at(member).isTextual()) {
                signed.add(payload.at(member).asText());
            }
        }
        if (payload.path("type").asText().equals(SignerDocuments.TYPE)
                && documents.size() < MOST_DOCUMENTS
                && SignerDocuments.isReadable(payload.path("document").asText())) {
            documents.add(payload.path("document").asText());
        }
        if (payload.path("type").asText().equals("erasure")) {
            payload.path("erases").forEach(gone -> erased.put(gone.asLong(), index));
        }
    }

    private static JsonNode read(SaltedPayload payload) {
        try {
            return JSON.readTree(payload.json());
        } catch (JacksonException e) {
            throw new IllegalStateException("a payload of the policy log is not JSON", e);
        }
    }
}
