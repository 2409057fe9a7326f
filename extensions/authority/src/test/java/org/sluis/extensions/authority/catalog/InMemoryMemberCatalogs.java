// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sluis.extensions.authority.membership.Member;
import org.sluis.extensions.authority.membership.Members;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.did.Did;

/** Members' catalogs in memory, under one lock. */
public final class InMemoryMemberCatalogs implements MemberCatalogs {

    private final Members members;
    private final Map<String, Row> rows = new TreeMap<>();

    public InMemoryMemberCatalogs(Members members) {
        this.members = members;
    }

    private record Row(
            Instant dueAt,
            int attempts,
            Optional<Instant> readAt,
            Optional<Instant> staleSince,
            String problem,
            String note,
            Optional<String> digest,
            List<MemberDataset> datasets) {}

    private Stream<Member> approved() {
        return members.list().stream().filter(member -> member.standing() == Standing.APPROVED);
    }

    private Row row(Did member, Instant now) {
        return rows.computeIfAbsent(
                member.value(),
                id -> new Row(now, 0, Optional.empty(), Optional.empty(), "", "", Optional.empty(), List.of()));
    }

    @Override
    public synchronized boolean isDue(Instant now) {
        return approved().anyMatch(member -> !row(member.id(), now).dueAt().isAfter(now));
    }

    @Override
    public synchronized Optional<Due> takeDue(Instant now, Duration lease, boolean alsoFailing) {
        return approved()
                .filter(member -> !row(member.id(), now).dueAt().isAfter(now))
                .filter(member -> alsoFailing || row(member.id(), now).attempts() == 0)
                .min(Comparator.comparing(member -> row(member.id(), now).dueAt()))
                .map(member -> {
                    var row = row(member.id(), now);
                    rows.put(
                            member.id().value(),
                            new Row(
                                    now.plus(lease),
                                    row.attempts(),
                                    row.readAt(),
                                    row.staleSince(),
                                    row.problem(),
                                    row.note(),
                                    row.digest(),
                                    row.datasets()));
                    return new Due(
                            member.id(),
                            member.firm().name(),
                            member.firm().legalName(),
                            member.firm().protocolEndpoint(),
                            row.digest(),
                            row.attempts());
                });
    }

    @Override
    public synchronized void read(Did member, Read catalog, Instant at, Instant dueAt) {
        var row = row(member, at);
        rows.put(
                member.value(),
                new Row(
                        dueAt,
                        0,
                        Optional.of(at),
                        Optional.empty(),
                        "",
                        catalog.datasets().isPresent() ? catalog.note() : row.note(),
                        Optional.of(catalog.digest()),
                        catalog.datasets().orElse(row.datasets())));
    }

    @Override
    public synchronized void failed(Did member, String problem, Instant at, Instant dueAt) {
        var row = row(member, at);
        rows.put(
                member.value(),
                new Row(
                        dueAt,
                        row.attempts() + 1,
                        row.readAt(),
                        row.staleSince().or(() -> Optional.of(at)),
                        problem,
                        row.note(),
                        row.digest(),
                        row.datasets()));
    }

    @Override
    public synchronized List<Status> list() {
        return members.list().stream()
                .filter(member -> rows.containsKey(member.id().value()) || member.standing() == Standing.APPROVED)
                .sorted(Comparator.comparing(member -> member.firm().name()))
                .map(this::status)
                .toList();
    }

    private Status status(Member member) {
        var row = Optional.ofNullable(rows.get(member.id().value()));
        return new Status(
                member.id(),
                member.firm().name(),
                member.standing(),
                row.map(known -> known.datasets().size()).orElse(0),
                row.flatMap(Row::readAt),
                row.flatMap(Row::staleSince),
                row.map(Row::dueAt),
                row.map(known -> known.problem().isEmpty() ? known.note() : known.problem())
                        .orElse(""));
    }

    @Override
    public synchronized List<Listed> page(ChainQuery query, Did reader) {
        return approved()
                .filter(member -> rows.containsKey(member.id().value()))
                .sorted(Comparator.comparing(member -> member.id().value()))
                .flatMap(member -> rows.get(member.id().value()).datasets().stream()
                        .sorted(Comparator.comparing(MemberDataset::id))
                        .filter(dataset -> matches(query, member, dataset))
                        .filter(dataset -> dataset.offers().stream().anyMatch(offer -> offer.isFor(reader.value())))
                        .map(dataset -> listed(member, dataset, reader)))
                .skip(query.offset())
                .limit(query.limit())
                .toList();
    }

    private static boolean matches(ChainQuery query, Member member, MemberDataset dataset) {
        var place = member.id().value() + " " + dataset.id();
        return query.after()
                        .filter(last -> place.compareTo(last.member() + " " + last.dataset()) <= 0)
                        .isEmpty()
                && query.member().filter(wanted -> !wanted.equals(member.id())).isEmpty()
                && query.product()
                        .filter(wanted -> !dataset.product().equals(Optional.of(wanted)))
                        .isEmpty()
                && query.words().stream()
                        .allMatch(wanted -> dataset.words().stream().anyMatch(word -> word.startsWith(wanted)));
    }

    private Listed listed(Member member, MemberDataset dataset, Did reader) {
        var row = rows.get(member.id().value());
        return new Listed(
                member.id(),
                member.firm().name(),
                member.firm().legalName(),
                member.firm().protocolEndpoint(),
                row.readAt().orElseThrow(),
                row.staleSince(),
                new MemberDataset(
                        dataset.id(),
                        dataset.product(),
                        List.of(),
                        dataset.description(),
                        dataset.offers().stream()
                                .filter(offer -> offer.isFor(reader.value()))
                                .toList()));
    }
}
