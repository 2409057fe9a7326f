// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.sluis.extensions.authority.issuance.CredentialRequest;
import org.sluis.extensions.authority.issuance.Issuance;
import org.sluis.extensions.authority.issuance.Issuances;
import org.sluis.extensions.authority.membership.Applicant;
import org.sluis.extensions.authority.membership.Invitation;
import org.sluis.extensions.authority.membership.Invitations;
import org.sluis.extensions.authority.membership.Member;
import org.sluis.extensions.authority.membership.Members;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.authority.status.StatusList;
import org.sluis.extensions.authority.status.StatusLists;
import org.sluis.extensions.identity.did.Did;

/** All ports of the authority in memory, under one lock. */
public final class InMemoryAuthority implements Invitations, Members, Issuances, StatusLists {

    private final Map<String, Invitation> invitations = new LinkedHashMap<>();
    private final Map<Did, Member> members = new LinkedHashMap<>();
    private final Map<UUID, CredentialRequest> requests = new LinkedHashMap<>();
    private final Map<UUID, Instant> due = new LinkedHashMap<>();
    private final Map<UUID, Issuance> issuances = new LinkedHashMap<>();
    private final Map<Integer, Long> versions = new TreeMap<>();
    private final Random random = new Random(7);

    @Override
    public synchronized void add(List<Invitation> more) {
        more.forEach(invitation -> invitations.put(invitation.codeSha256(), invitation));
    }

    @Override
    public synchronized Optional<Invitation> byCode(String codeSha256) {
        return Optional.ofNullable(invitations.get(codeSha256));
    }

    @Override
    public synchronized List<Invitation> list(int limit) {
        return invitations.values().stream()
                .sorted(Comparator.comparing(Invitation::createdAt).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized boolean withdraw(UUID id) {
        var found = invitations.values().stream()
                .filter(invitation ->
                        invitation.id().equals(id) && invitation.usedBy().isEmpty())
                .findFirst();
        found.ifPresent(old -> replace(old, true, old.usedBy()));
        return found.isPresent();
    }

    private void replace(Invitation old, boolean withdrawn, Optional<Did> usedBy) {
        invitations.put(
                old.codeSha256(),
                new Invitation(
                        old.id(),
                        old.codeSha256(),
                        old.createdAt(),
                        old.expiresAt(),
                        old.createdBy(),
                        old.legalName(),
                        old.email(),
                        old.entitlements(),
                        withdrawn,
                        usedBy));
    }

    @Override
    public synchronized Outcome apply(Applicant applicant, String codeSha256, Instant now) {
        var invitation = invitations.get(codeSha256);
        if (invitation == null) {
            return new Refused(Obstacle.CODE_UNKNOWN);
        }
        var known = Optional.ofNullable(members.get(applicant.id()));
        if (known.filter(m -> m.firm().equals(applicant) && m.invitation().equals(Optional.of(invitation.id())))
                .isPresent()) {
            return new Repeated(known.get());
        }
        var obstacle = invitation.obstacle(now).or(() -> obstacle(applicant));
        if (obstacle.isPresent()) {
            return new Refused(obstacle.get());
        }
        var member = new Member(
                applicant,
                Standing.APPLIED,
                now,
                Optional.of(invitation.id()),
                invitation.entitlements(),
                Optional.empty(),
                "");
        replace(invitation, false, Optional.of(applicant.id()));
        members.put(applicant.id(), member);
        return new Received(member);
    }

    private Optional<Obstacle> obstacle(Applicant applicant) {
        for (var member : members.values()) {
            if (member.standing().isOver()) {
                continue;
            }
            if (member.id().equals(applicant.id())) {
                return Optional.of(Obstacle.KNOWN_ALREADY);
            }
            if (member.firm().name().equals(applicant.name())) {
                return Optional.of(Obstacle.NAME_TAKEN);
            }
            if (member.firm().registerNumber().equals(applicant.registerNumber())) {
                return Optional.of(Obstacle.REGISTER_NUMBER_TAKEN);
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized Optional<Obstacle> enrol(Member member) {
        var obstacle = obstacle(member.firm());
        if (obstacle.isEmpty()) {
            members.put(member.id(), member);
        }
        return obstacle;
    }

    @Override
    public synchronized Optional<Member> decide(Did id, Member.Decision decision, Instant now) {
        var member = members.get(id);
        if (member == null || !member.standing().mayBecome(decision.to())) {
            return Optional.empty();
        }
        var after = member.after(decision);
        members.put(id, after);
        for (var issuance : List.copyOf(issuances.values())) {
            if (issuance.holder().equals(id)
                    && !issuance.withdrawn()
                    && !after.attestations().contains(issuance.attestation())) {
                issuances.put(issuance.id(), withdrawn(issuance));
                versions.merge(issuance.list(), 1L, Long::sum);
            }
        }
        return Optional.of(after);
    }

    private static Issuance withdrawn(Issuance old) {
        return new Issuance(
                old.id(),
                old.request(),
                old.holder(),
                old.attestation(),
                old.list(),
                old.index(),
                old.issuedAt(),
                old.expiresAt(),
                true);
    }

    @Override
    public synchronized Optional<Member> find(Did id) {
        return Optional.ofNullable(members.get(id));
    }

    @Override
    public synchronized Optional<Member> named(String nameOrId) {
        return members.values().stream()
                .filter(member -> member.firm().name().equals(nameOrId)
                        || member.id().value().equals(nameOrId))
                .min(Comparator.comparing(member -> member.standing().isOver()));
    }

    @Override
    public synchronized List<Member> list() {
        return members.values().stream()
                .sorted(Comparator.comparing(Member::appliedAt))
                .toList();
    }

    @Override
    public synchronized void open(CredentialRequest request) {
        requests.put(request.id(), request);
        due.put(request.id(), request.openedAt());
    }

    @Override
    public synchronized Optional<CredentialRequest> find(UUID request) {
        return Optional.ofNullable(requests.get(request));
    }

    @Override
    public synchronized Optional<CredentialRequest> pending(Did holder, String holderPid) {
        return requests.values().stream()
                .filter(request -> request.holder().equals(holder)
                        && request.holderPid().equals(holderPid)
                        && request.state() == CredentialRequest.State.RECEIVED)
                .findFirst();
    }

    @Override
    public synchronized int openedSince(Did holder, Instant since) {
        return (int) requests.values().stream()
                .filter(request ->
                        request.holder().equals(holder) && !request.openedAt().isBefore(since))
                .count();
    }

    @Override
    public synchronized Optional<CredentialRequest> takeDue(Instant now, Duration lease) {
        var taken = due.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(now))
                .min(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
        taken.ifPresent(id -> due.put(id, now.plus(lease)));
        return taken.map(requests::get);
    }

    @Override
    public synchronized List<Issuance> allocate(UUID id, Instant now, Instant expiresAt) {
        var request = requests.get(id);
        if (request.state() != CredentialRequest.State.RECEIVED) {
            return List.of();
        }
        var attestations = Optional.ofNullable(members.get(request.holder()))
                .map(Member::attestations)
                .orElse(List.of());
        if (issuances.values().stream().noneMatch(issuance -> issuance.request().equals(id))) {
            for (var attestation : attestations) {
                if (request.types().contains(attestation.type())) {
                    versions.putIfAbsent(1, 1L);
                    var issuance = new Issuance(
                            UUID.randomUUID(),
                            id,
                            request.holder(),
                            attestation,
                            1,
                            freeIndex(),
                            now,
                            expiresAt,
                            false);
                    issuances.put(issuance.id(), issuance);
                }
            }
        }
        return issuances.values().stream()
                .filter(issuance -> issuance.request().equals(id) && !issuance.withdrawn())
                .toList();
    }

    private int freeIndex() {
        while (true) {
            var index = random.nextInt(StatusList.LENGTH);
            if (issuances.values().stream().noneMatch(issuance -> issuance.index() == index)) {
                return index;
            }
        }
    }

    @Override
    public synchronized void postpone(UUID id, Instant next, String why) {
        var old = requests.get(id);
        requests.put(id, changed(old, old.state(), old.attempts() + 1, why));
        due.put(id, next);
    }

    @Override
    public synchronized void close(UUID id, CredentialRequest.State state, String note) {
        var old = requests.get(id);
        if (old.state() == CredentialRequest.State.RECEIVED) {
            requests.put(id, changed(old, state, old.attempts(), note));
        }
        due.remove(id);
    }

    private static CredentialRequest changed(
            CredentialRequest old, CredentialRequest.State state, int attempts, String note) {
        return new CredentialRequest(
                old.id(), old.holder(), old.holderPid(), old.types(), state, old.openedAt(), attempts, note);
    }

    @Override
    public synchronized List<Issuance> issuedTo(Did holder) {
        var found = new ArrayList<Issuance>();
        issuances.values().stream()
                .filter(issuance -> issuance.holder().equals(holder))
                .forEach(issuance -> found.add(0, issuance));
        return List.copyOf(found);
    }

    @Override
    public synchronized Map<Integer, Long> versions() {
        return Map.copyOf(versions);
    }

    @Override
    public synchronized Optional<StatusList> find(int number) {
        if (!versions.containsKey(number)) {
            return Optional.empty();
        }
        var set = new BitSet();
        issuances.values().stream()
                .filter(issuance -> issuance.list() == number && issuance.withdrawn())
                .forEach(issuance -> set.set(issuance.index()));
        return Optional.of(new StatusList(number, versions.get(number), set));
    }
}
