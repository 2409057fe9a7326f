// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluis.policies.log.bundle.Bundle;

/** What all entries of a bundle come to. */
final class Summary {

    static final int MOST_MOVEMENTS = 1_000;

    final Tally allowed = new Tally();
    final Tally denied = new Tally();
    final Tally events = new Tally();
    final List<EntryFacts> movements = new ArrayList<>();
    final Map<String, EntryFacts> validity = new LinkedHashMap<>();
    final Map<String, List<EntryFacts>> milestones = new LinkedHashMap<>();

    long released;
    long receipts;
    long erased;
    long unreadable;
    BigInteger receiptBytes = BigInteger.ZERO;

    private Optional<EntryFacts> first = Optional.empty();
    private Optional<EntryFacts> last = Optional.empty();
    private long movementsInAll;

    static Summary of(Bundle bundle) {
        var summary = new Summary();
        bundle.entries().forEach(entry -> summary.add(EntryFacts.of(entry)));
        return summary;
    }

    /** From the first to the last entry; "" when there is none. */
    String period() {
        return first.map(from -> Words.time(from.logged()) + " to "
                        + Words.time(last.orElse(from).logged()) + " (UTC)")
                .orElse("");
    }

    long furtherMovements() {
        return movementsInAll - movements.size();
    }

    private void add(EntryFacts facts) {
        first = first.or(() -> Optional.of(facts));
        last = Optional.of(facts);
        erased += facts.erasedBy().isPresent() ? 1 : 0;
        unreadable += facts.type().equals("unreadable") ? 1 : 0;
        if (facts.allowed()) {
            allowed.add(facts, subject(facts));
        } else if (facts.denied()) {
            var key = new ArrayList<>(subject(facts));
            key.add(facts.reasons().isEmpty() ? "no reason recorded" : facts.reasons());
            denied.add(facts, key);
        } else {
            events.add(facts, List.of(Words.type(facts.type()), event(facts), facts.actor()));
        }
        agreement(facts);
        movement(facts);
    }

    private static List<String> subject(EntryFacts facts) {
        var what = facts.moment().isEmpty()
                ? Words.type(facts.type())
                : Words.type(facts.type()) + " (" + facts.moment() + ")";
        return List.of(facts.partner(), what, facts.dataset(), facts.purpose(), facts.agreement());
    }

    private void agreement(EntryFacts facts) {
        if (!facts.cell("validity", "until").isEmpty()) {
            validity.put(facts.agreement(), facts);
        }
        if (facts.type().startsWith("agreement.")) {
            milestones
                    .computeIfAbsent(facts.agreement(), none -> new ArrayList<>())
                    .add(facts);
        }
    }

    private void movement(EntryFacts facts) {
        boolean receipt = facts.type().equals("transfer.receipt");
        boolean release = facts.type().equals("release.decision") && facts.allowed();
        released += release ? 1 : 0;
        if (receipt) {
            receipts++;
            receiptBytes = receiptBytes.add(BigInteger.valueOf(
                    facts.payload().flatMap(json -> json.count("data", "bytes")).orElse(0L)));
        }
        if (receipt || !facts.bytes().isEmpty() || !facts.sha256().isEmpty()) {
            movementsInAll++;
            if (movements.size() < MOST_MOVEMENTS) {
                movements.add(facts);
            }
        }
    }

    private static String event(EntryFacts facts) {
        var state = facts.cell("state", "to").isEmpty()
                ? ""
                : facts.cell("state", "from") + " → " + facts.cell("state", "to");
        return List.of(facts.cell("action"), facts.cell("label"), state, facts.cell("subject")).stream()
                .filter(word -> !word.isEmpty())
                .reduce((one, two) -> one + ", " + two)
                .orElse("");
    }
}
