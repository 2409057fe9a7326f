// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement.approval;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Approval;
import org.sluis.policies.usage.ProposedTerms;

/** The terms that wait for a person, and what a person says of them. */
public interface Inbox {

    /** All that waits, for us or for a partner, oldest first; at most some thousand. */
    List<Entry> list(Language language);

    /** The same in English. */
    default List<Entry> list() {
        return list(Language.EN);
    }

    /** A negotiation as it stands, also when it waits no longer; empty if there is none of this id in terms of the profile. */
    Optional<Entry> find(String negotiation, Language language);

    /** The same in English. */
    default Optional<Entry> find(String negotiation) {
        return find(negotiation, Language.EN);
    }

    /**
     * Says a person's word.
     *
     * @param seen the digest of the terms that the person saw, or its first characters
     * @param principal who says it
     */
    Outcome say(String negotiation, String seen, Word word, String principal);

    /** Whom a negotiation waits for. */
    enum WaitsFor {
        US,
        PARTNER,
        NOBODY
    }

    /**
     * A negotiation that waits or waited.
     *
     * @param state DSP's name of its state
     * @param digest lower-case hex of the SHA-256 of the terms
     * @param rule where the house rule stands that asks
     * @param differences from the rule's pre-agreed terms, one sentence each
     * @param error why it could not be decided; it waits until it can be
     * @param ended why it ended, where it did
     * @param previous the newest agreement with that partner on that dataset
     * @param said what people of ours said so far
     */
    record Entry(
            String negotiation,
            WaitsFor waitsFor,
            String state,
            Instant since,
            ProposedTerms terms,
            String digest,
            String rule,
            String reason,
            List<String> differences,
            Optional<String> error,
            Optional<String> ended,
            Optional<Agreement> previous,
            List<Approval> said) {
        public Entry {
            differences = List.copyOf(differences);
            said = List.copyOf(said);
        }
    }

    /** What a person can say. */
    sealed interface Word {
        record Approve(Optional<String> note) implements Word {}

        /** The partner sees the reason. */
        record Refuse(String reason) implements Word {}

        /** Only the provider can offer other terms. */
        record Counter(Policy terms, Optional<String> note) implements Word {}
    }

    /** What became of a person's word. */
    sealed interface Outcome {
        /** It counts; the negotiation goes on accordingly, also after a crash. */
        record Done(Entry now) implements Outcome {}

        record Unknown() implements Outcome {}

        /** The terms are others than those that the person saw. */
        record Changed(Entry now) implements Outcome {}

        /** Somebody else was first. */
        record SaidBefore(Approval earlier) implements Outcome {}

        record NotPossible(String why) implements Outcome {}
    }
}
