// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement.approval;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.odrl.PolicyWriter;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreement.Side;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Approval;
import org.sluis.policies.usage.Approvals;

/** The inbox over EDC's negotiations: a word is stored first and then followed, so that a crash in between loses nothing. */
final class EdcInbox implements Inbox {

    private static final int SHORTEST_PREFIX = 8;

    private final OpenNegotiations open;
    private final Rulings rulings;
    private final Settlement settlement;
    private final Approvals approvals;
    private final Agreements agreements;
    private final String ownId;
    private final Clock clock;

    EdcInbox(
            OpenNegotiations open,
            Rulings rulings,
            Settlement settlement,
            Approvals approvals,
            Agreements agreements,
            String ownId,
            Clock clock) {
        this.open = open;
        this.rulings = rulings;
        this.settlement = settlement;
        this.approvals = approvals;
        this.agreements = agreements;
        this.ownId = ownId;
        this.clock = clock;
    }

    @Override
    public List<Entry> list(Language language) {
        var known = agreements.list();
        return Stream.concat(open.held().stream().filter(Rulings::isDue), open.sent().stream())
                .flatMap(negotiation -> entry(negotiation, known, language).stream())
                .toList();
    }

    @Override
    public Optional<Entry> find(String negotiation, Language language) {
        return open.find(negotiation).flatMap(found -> entry(found, agreements.list(), language));
    }

    private Optional<Entry> entry(ContractNegotiation negotiation, List<Agreement> known, Language language) {
        return Proposal.of(negotiation, ownId).map(proposal -> entry(negotiation, proposal, known, language));
    }

    private Entry entry(ContractNegotiation negotiation, Proposal proposal, List<Agreement> known, Language language) {
        var waitsFor = waitsFor(negotiation);
        var ruling = waitsFor == WaitsFor.US ? rulings.asked(negotiation, language) : new Ruling.Proceed(false);
        var ask = ruling instanceof Ruling.Ask asked ? asked : new Ruling.Ask("", "", List.of());
        return new Entry(
                negotiation.getId(),
                waitsFor,
                ContractNegotiationStates.from(negotiation.getState()).name(),
                Instant.ofEpochMilli(negotiation.getStateTimestamp()),
                proposal.terms(),
                proposal.digest(),
                ask.rule(),
                ask.reason(),
                ask.differences(),
                ruling instanceof Ruling.Undecided undecided ? Optional.of(undecided.error()) : Optional.empty(),
                Optional.ofNullable(negotiation.getErrorDetail()),
                previous(proposal, known),
                approvals.of(negotiation.getId()));
    }

    private static WaitsFor waitsFor(ContractNegotiation negotiation) {
        if (Rulings.isDue(negotiation) && (negotiation.isPending() || isOffered(negotiation))) {
            return WaitsFor.US;
        }
        return OpenNegotiations.isSent(negotiation) ? WaitsFor.PARTNER : WaitsFor.NOBODY;
    }

    private static boolean isOffered(ContractNegotiation negotiation) {
        return negotiation.getState() == ContractNegotiationStates.OFFERED.code();
    }

    private static Optional<Agreement> previous(Proposal proposal, List<Agreement> newestFirst) {
        var terms = proposal.terms();
        return newestFirst.stream()
                .filter(agreement -> agreement.side() == terms.side()
                        && agreement.dataset().equals(terms.dataset())
                        && partner(agreement).equals(terms.partner()))
                .findFirst();
    }

    private static String partner(Agreement agreement) {
        return agreement.side() == Side.PROVIDER ? agreement.consumer() : agreement.provider();
    }

    @Override
    public Outcome say(String id, String seen, Word word, String principal) {
        var found = open.find(id);
        var proposal = found.flatMap(negotiation -> Proposal.of(negotiation, ownId));
        if (proposal.isEmpty()) {
            return new Outcome.Unknown();
        }
        var negotiation = found.get();
        if (seen.length() < SHORTEST_PREFIX || !proposal.get().digest().startsWith(seen)) {
            return new Outcome.Changed(find(id).orElseThrow());
        }
        return switch (waitsFor(negotiation)) {
            case US -> say(negotiation, proposal.get(), word, principal);
            case PARTNER -> withdraw(negotiation, word);
            case NOBODY -> earlier(negotiation, proposal.get());
        };
    }

    private Outcome say(ContractNegotiation negotiation, Proposal proposal, Word word, String principal) {
        if (word instanceof Word.Counter && !canCounter(negotiation)) {
            return new Outcome.NotPossible(
                    "only a request that waits at its provider can be answered by a counter-offer");
        }
        var earlier = approvals.say(approval(proposal, word, principal));
        if (earlier.isPresent()) {
            return new Outcome.SaidBefore(earlier.get());
        }
        settlement.settle(negotiation);
        return new Outcome.Done(find(proposal.negotiation()).orElseThrow());
    }

    private static boolean canCounter(ContractNegotiation negotiation) {
        return negotiation.getType() == ContractNegotiation.Type.PROVIDER
                && negotiation.getState() == ContractNegotiationStates.REQUESTED.code();
    }

    private Approval approval(Proposal proposal, Word word, String principal) {
        Optional<String> counter = Optional.empty();
        Optional<String> note;
        Approval.Word kind;
        if (word instanceof Word.Approve approve) {
            kind = Approval.Word.APPROVED;
            note = approve.note();
        } else if (word instanceof Word.Refuse refuse) {
            kind = Approval.Word.REFUSED;
            note = Optional.of(refuse.reason());
        } else {
            var offered = (Word.Counter) word;
            kind = Approval.Word.COUNTERED;
            note = offered.note();
            counter = Optional.of(PolicyWriter.write(offered.terms()).toString());
        }
        // The database keeps microseconds.
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Approval(
                proposal.negotiation(), proposal.question(), kind, proposal.digest(), counter, note, principal, now);
    }

    private Outcome withdraw(ContractNegotiation negotiation, Word word) {
        if (!(word instanceof Word.Refuse refuse)) {
            return new Outcome.NotPossible("it waits for the partner; all that can be done here is to refuse it");
        }
        return settlement.withdraw(negotiation, refuse.reason())
                ? new Outcome.Done(find(negotiation.getId()).orElseThrow())
                : new Outcome.NotPossible("it went on at this very moment; look at it again");
    }

    private Outcome earlier(ContractNegotiation negotiation, Proposal proposal) {
        return approvals.of(negotiation.getId()).stream()
                .filter(said -> said.digest().equals(proposal.digest()))
                .reduce((first, second) -> second)
                .<Outcome>map(Outcome.SaidBefore::new)
                .orElseGet(() -> new Outcome.NotPossible(
                        "it waits for nobody: its state is " + ContractNegotiationStates.from(negotiation.getState())));
    }
}
