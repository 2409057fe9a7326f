// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sluis.extensions.identity.onboarding.Directory;
import org.sluis.extensions.identity.onboarding.DirectoryMember;
import org.sluis.policies.usage.Partner;

/**
 * The firms of the configuration and the other members of our data spaces. Where both name a firm, the configuration says how we
 * call it and the directory where it is, unless the configuration says that too.
 */
final class KnownPartners implements Supplier<List<Partner>> {

    private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

    private final List<Partner> configured;
    private final Directory directory;
    private List<Partner> known = List.of();
    private long readAt;
    private boolean read;

    KnownPartners(List<Partner> configured, Directory directory) {
        this.configured = List.copyOf(configured);
        this.directory = directory;
    }

    @Override
    public synchronized List<Partner> get() {
        if (!read || System.nanoTime() - readAt > FRESH_NANOS) {
            known = merged(configured, directory.all());
            readAt = System.nanoTime();
            read = true;
        }
        return known;
    }

    static List<Partner> merged(List<Partner> configured, List<DirectoryMember> members) {
        var all = new LinkedHashMap<String, Partner>();
        configured.forEach(partner -> all.put(partner.id(), partner));
        var names = names(configured, members);
        for (var member : members) {
            var id = member.id().value();
            var address = member.protocolEndpoint().toString();
            // INVARIANT: a short name never leads to two firms; one that would is known by its identifier only
            var name = names.get(member.name()) == 1 ? member.name() : id;
            all.merge(id, new Partner(name, id, address, List.of(), Optional.empty()), KnownPartners::placed);
        }
        return List.copyOf(all.values());
    }

    private static Partner placed(Partner ours, Partner theirs) {
        return ours.address().isEmpty()
                ? new Partner(ours.name(), ours.id(), theirs.address(), ours.customers(), ours.country())
                : ours;
    }

    private static Map<String, Integer> names(List<Partner> configured, List<DirectoryMember> members) {
        var counts = new HashMap<String, Integer>();
        configured.forEach(partner -> counts.merge(partner.name(), 1, Integer::sum));
        var ours = configured.stream().map(Partner::id).toList();
        members.forEach(
                member -> counts.merge(member.name(), ours.contains(member.id().value()) ? 0 : 1, Integer::sum));
        return counts;
    }
}
