// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.did.Did;

/** The members' catalogs as last read. Replicas share the work: what one took is not given to another. */
public interface MemberCatalogs {

    /** Whether an approved member's catalog is to be read; one that was never read is due at once. */
    boolean isDue(Instant now);

    /**
     * The approved member whose catalog is due longest, for nobody else until {@code lease} has passed.
     *
     * @param alsoFailing whether it may be one that could not be read the last time
     */
    Optional<Due> takeDue(Instant now, Duration lease, boolean alsoFailing);

    /**
     * A catalog to read.
     *
     * @param name short name of the member
     * @param endpoint base address of its DSP endpoint
     * @param digest of what was read last
     * @param attempts in vain since it was read last
     */
    record Due(Did member, String name, String legalName, URI endpoint, Optional<String> digest, int attempts) {}

    /** Puts what was read in place of what was read before. */
    void read(Did member, Read catalog, Instant at, Instant dueAt);

    /**
     * What was read of a member.
     *
     * @param datasets empty if they, and the note, are what they were the last time
     * @param note what was left out and why, in plain words; may be empty
     * @param digest by which the same is recognised
     */
    record Read(Optional<List<MemberDataset>> datasets, String note, String digest) {}

    /** What is known of the member is stale from now on, unless it is already; nothing of it is dropped. */
    void failed(Did member, String problem, Instant at, Instant dueAt);

    /** Every member that was ever read or is to be read, in the order of short names. */
    List<Status> list();

    /**
     * How fresh a member's catalog is.
     *
     * @param datasets how many it shows us
     * @param readAt empty if it could never be read
     * @param staleSince since when it could not be read; empty if it was read the last time
     * @param problem the last failure, in plain words, or what was left out; may be empty
     */
    record Status(
            Did member,
            String name,
            Standing standing,
            int datasets,
            Optional<Instant> readAt,
            Optional<Instant> staleSince,
            Optional<Instant> dueAt,
            String problem) {}

    /** A page of what approved members offer to the reader, in the order of members and datasets. */
    List<Listed> page(ChainQuery query, Did reader);

    /**
     * A dataset with what its owner is.
     *
     * @param dataset with the offers that could be for the reader, and no words
     */
    record Listed(
            Did member,
            String name,
            String legalName,
            URI endpoint,
            Instant readAt,
            Optional<Instant> staleSince,
            MemberDataset dataset) {}
}
