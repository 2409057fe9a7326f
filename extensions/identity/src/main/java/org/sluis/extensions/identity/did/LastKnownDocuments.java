// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.did;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.sluis.extensions.identity.did.DidDocumentCopies.Received;
import org.sluis.extensions.identity.did.DidDocuments.UnresolvableDidException;

/**
 * The last documents of trusted issuers, so that an authority may be away without stopping what its members agreed. They count up
 * to a greatest age from their receipt; of anybody else nothing is kept.
 */
public final class LastKnownDocuments {

    private static final System.Logger LOG = System.getLogger(LastKnownDocuments.class.getName());
    /** Replicas' clocks differ by less. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final DidDocumentCopies copies;
    private final Predicate<Did> trusted;
    private final Duration greatestAge;
    private final Clock clock;

    public LastKnownDocuments(DidDocumentCopies copies, Predicate<Did> trusted, Duration greatestAge, Clock clock) {
        this.copies = copies;
        this.trusted = trusted;
        this.greatestAge = greatestAge;
        this.clock = clock;
    }

    /** Knows nothing and keeps nothing. */
    static LastKnownDocuments none(Clock clock) {
        return new LastKnownDocuments(new InMemoryDidDocumentCopies(), did -> false, Duration.ZERO, clock);
    }

    /** A document, and until when it counts. */
    record Known(DidDocument document, Instant until) {}

    /** Keeps a document that was just received and read. */
    void keep(Did did, String text) {
        if (trusted.test(did)) {
            try {
                copies.save(did, new Received(text, clock.instant()));
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "the document of " + did + " is not kept: " + e.getMessage());
            }
        }
    }

    /** What counts now of that DID. */
    Optional<Known> find(Did did, boolean withoutRelationships) {
        if (!trusted.test(did)) {
            return Optional.empty();
        }
        try {
            var copy = copies.find(did).filter(this::counts);
            return copy.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Known(
                            DidDocumentReader.read(did, copy.get().text(), withoutRelationships),
                            copy.get().at().plus(greatestAge)));
        } catch (RuntimeException | UnresolvableDidException e) {
            LOG.log(System.Logger.Level.WARNING, "the kept document of " + did + " is of no use: " + e.getMessage());
            return Optional.empty();
        }
    }

    private boolean counts(Received copy) {
        var now = clock.instant();
        return copy.at().plus(greatestAge).isAfter(now) && !copy.at().isAfter(now.plus(SKEW));
    }
}
