// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A dataset that a member shows to the authority, and so to the members that its offers could be for.
 *
 * @param words by which it is found
 * @param description expanded JSON-LD, without offers
 * @param offers at least one
 */
public record MemberDataset(
        String id, Optional<String> product, List<String> words, ObjectNode description, List<Offer> offers) {

    public MemberDataset {
        words = List.copyOf(words);
        offers = List.copyOf(offers);
    }

    /**
     * An offer of a dataset.
     *
     * @param audience the only participants that its policy could allow anything; empty if it names none
     * @param policy expanded JSON-LD, with the offer's identifier
     */
    public record Offer(Optional<Set<String>> audience, ObjectNode policy) {

        /** Whether the participant could be allowed anything. */
        public boolean isFor(String participant) {
            return audience.map(all -> all.contains(participant)).orElse(true);
        }
    }

    /** The only participants for whom any of the offers could be; empty if that is anybody. */
    public Optional<Set<String>> audience() {
        var all = new HashSet<String>();
        for (var offer : offers) {
            if (offer.audience().isEmpty()) {
                return Optional.empty();
            }
            all.addAll(offer.audience().get());
        }
        return Optional.of(Set.copyOf(all));
    }
}
