// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sluis.policies.decision.Facts.Credential;
import org.sluis.policies.decision.Facts.FirstUse;
import org.sluis.policies.odrl.LeftOperand;

/** Finds what cases can differ in, as far as some comparisons can tell. */
final class Dimensions {

    static final String SOMEBODY = "did:web:somebody.example";
    static final Instant USUAL = Instant.parse("2027-01-01T00:00:00Z");
    private static final int MOST_CLAIMS = 8;

    private final Moment moment;
    private final List<Comparison> comparisons;
    private final Map<String, Dimension> found = new LinkedHashMap<>();

    private Dimensions(Moment moment, List<Comparison> comparisons) {
        this.moment = moment;
        this.comparisons = comparisons;
    }

    /** Those of the comparisons that are due at this moment, the time before what is counted from it. */
    static List<Dimension> of(Moment moment, List<Comparison> comparisons) {
        Dimensions dimensions = new Dimensions(
                moment,
                comparisons.stream()
                        .filter(one -> !one.openAt().contains(moment))
                        .toList());
        dimensions.findTimes();
        dimensions.findTexts();
        dimensions.findNumbers();
        dimensions.findCredentials();
        return List.copyOf(dimensions.found.values());
    }

    private void findTimes() {
        List<Instant> dates = with(LeftOperand.DATE_TIME)
                .map(one -> ((Date) one.check()).wanted())
                .toList();
        List<Duration> ages = Stream.concat(with(LeftOperand.SINCE_AGREEMENT), with(LeftOperand.DELAY_PERIOD))
                .map(one -> ((Elapsed) one.check()).wanted())
                .toList();
        List<Duration> sinceUse = with(LeftOperand.ELAPSED_TIME)
                .map(one -> ((Elapsed) one.check()).wanted())
                .toList();
        List<Duration> leases = with(LeftOperand.LEASE)
                .map(one -> ((Lease) one.check()).longest())
                .toList();
        if (Stream.of(dates, ages, sinceUse, leases).anyMatch(named -> !named.isEmpty())) {
            List<Consumer<Situation>> values = new ArrayList<>();
            Boundaries.instants(dates, USUAL).forEach(at -> values.add(situation -> situation.at = at));
            values.add(situation -> situation.at = Request.UNKNOWN_TIME);
            add(Dimension.AT, values);
        }
        before("age", ages, (situation, start) -> situation.agreedAt = Optional.of(start), List.of(situation -> {}));
        before(
                "firstUse",
                sinceUse,
                (situation, start) -> situation.firstUse = FirstUse.at(start),
                List.of(situation -> situation.firstUse = FirstUse.never(), situation -> {}));
        if (!leases.isEmpty()) {
            List<Consumer<Situation>> values = new ArrayList<>();
            Stream.concat(Stream.of(Duration.ZERO), Boundaries.durations(leases).stream())
                    .forEach(length -> values.add(situation -> situation.leaseNotAfter =
                            Optional.of(time(situation).plus(length))));
            values.add(situation -> {});
            add("lease", values);
        }
    }

    /** Something that lies so long before the request. */
    private void before(
            String key, List<Duration> named, BiConsumer<Situation, Instant> settle, List<Consumer<Situation>> others) {
        if (!named.isEmpty()) {
            List<Consumer<Situation>> values = new ArrayList<>();
            Boundaries.durations(named)
                    .forEach(length -> values.add(situation ->
                            settle.accept(situation, time(situation).minus(length))));
            values.addAll(others);
            add(key, values);
        }
    }

    private static Instant time(Situation situation) {
        return situation.at.equals(Request.UNKNOWN_TIME) ? USUAL : situation.at;
    }

    private void findTexts() {
        texts(LeftOperand.PURPOSE, i -> "urn:purpose:other" + i, (situation, text) -> situation.purpose = text);
        texts(LeftOperand.SPATIAL, Dimensions::country, (situation, text) -> situation.country = text);
        texts(LeftOperand.SYSTEM_DEVICE, i -> "%043d".formatted(i), (situation, text) -> situation.application = text);
        texts(LeftOperand.DISCLOSURE, i -> "other" + i, (situation, text) -> situation.disclosure = text);
    }

    private static String country(int attempt) {
        return "" + (char) ('A' + attempt / 26) + (char) ('A' + attempt % 26);
    }

    private void texts(
            LeftOperand leftOperand, IntFunction<String> others, BiConsumer<Situation, Optional<String>> settle) {
        List<String> named = named(leftOperand);
        if (!named.isEmpty()) {
            add(leftOperand.prefixed(), texts(named, others, settle));
        }
    }

    /** The values of a text that may also be absent. */
    static List<Consumer<Situation>> texts(
            Collection<String> named, IntFunction<String> others, BiConsumer<Situation, Optional<String>> settle) {
        List<Consumer<Situation>> values = new ArrayList<>();
        Boundaries.texts(named, others)
                .forEach(text -> values.add(situation -> settle.accept(situation, Optional.of(text))));
        values.add(situation -> settle.accept(situation, Optional.empty()));
        return values;
    }

    private void findNumbers() {
        Map<Optional<String>, List<Uses>> counts = with(LeftOperand.COUNT)
                .map(one -> (Uses) one.check())
                .collect(Collectors.groupingBy(Uses::window, LinkedHashMap::new, Collectors.toList()));
        long withThisOne = moment == Moment.RUNNING ? 0 : 1;
        counts.forEach((window, limits) -> numbers(
                "uses " + window.orElse("total"),
                limits.stream().map(Uses::limit).toList(),
                withThisOne,
                (situation, count) -> situation.uses.put(window, count)));
        List<Long> hops =
                with(LeftOperand.HOPS).map(one -> ((Hops) one.check()).limit()).toList();
        if (!hops.isEmpty()) {
            numbers(LeftOperand.HOPS.prefixed(), hops, 1, (situation, count) -> situation.hops = Optional.of(count));
        }
    }

    private void numbers(String key, List<Long> limits, long withThisOne, BiConsumer<Situation, Long> settle) {
        List<Long> beyond = limits.stream()
                .map(limit -> Math.max(0, limit - withThisOne + 1))
                .toList();
        List<Consumer<Situation>> values = new ArrayList<>();
        Boundaries.counts(beyond).forEach(count -> values.add(situation -> settle.accept(situation, count)));
        values.add(situation -> {});
        add(key, values);
    }

    private void findCredentials() {
        for (String issuer : new TreeSet<>(named(LeftOperand.MEMBERSHIP))) {
            CredentialConstraint kind = CredentialConstraint.MEMBERSHIP;
            add(
                    "membership " + issuer,
                    List.of(
                            situation -> situation.credentials.add(kind.credential(issuer, "active")),
                            situation -> situation.credentials.add(kind.credential(issuer, "suspended")),
                            situation -> {}));
        }
        claims(LeftOperand.ROLE, CredentialConstraint.ROLE);
        claims(LeftOperand.LABEL, CredentialConstraint.LABEL);
        claims(LeftOperand.CONNECTOR, CredentialConstraint.CONNECTOR);
    }

    /** Somebody may hold any of the named values together, or only another one, or no credential of the type. */
    private void claims(LeftOperand leftOperand, CredentialConstraint kind) {
        List<String> named = List.copyOf(new TreeSet<>(named(leftOperand)));
        if (named.isEmpty()) {
            return;
        }
        if (named.size() > MOST_CLAIMS) {
            throw new TooLargeException("more than " + MOST_CLAIMS + " values of " + leftOperand.prefixed());
        }
        String other = Boundaries.texts(named, i -> "other" + i).get(named.size());
        List<Consumer<Situation>> values = new ArrayList<>();
        for (int subset = (1 << named.size()) - 1; subset >= 0; subset--) {
            List<Credential> held = new ArrayList<>();
            for (int i = 0; i < named.size(); i++) {
                if ((subset & (1 << i)) != 0) {
                    held.add(kind.credential(SOMEBODY, named.get(i)));
                }
            }
            if (held.isEmpty()) {
                held.add(kind.credential(SOMEBODY, other));
            }
            values.add(situation -> situation.credentials.addAll(held));
        }
        values.add(situation -> {});
        add(leftOperand.prefixed(), values);
    }

    private Stream<Comparison> with(LeftOperand leftOperand) {
        return comparisons.stream().filter(one -> one.constraint().leftOperand() == leftOperand);
    }

    private List<String> named(LeftOperand leftOperand) {
        return with(leftOperand).map(one -> one.constraint().rightOperand()).toList();
    }

    private void add(String key, List<Consumer<Situation>> values) {
        found.put(key, new Dimension(key, values));
    }
}
