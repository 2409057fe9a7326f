// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.Optional;

/** Who provides and who consumes in a signed statement, and which of them the log's owner is. */
record Parties(String provider, String consumer) {

    static final String PROVIDER = "provider";
    static final String CONSUMER = "consumer";

    /** The role of the log's owner; empty when these are not the parties of the bundle. */
    Optional<String> own(Manifest.Subject subject) {
        var role = subject.role().orElse(subject.self().equals(provider) ? PROVIDER : CONSUMER);
        var own = role.equals(PROVIDER) ? provider : consumer;
        var other = role.equals(PROVIDER) ? consumer : provider;
        boolean theirs = own.equals(subject.self())
                && !other.equals(own)
                && subject.peer().map(other::equals).orElse(true);
        return theirs ? Optional.of(role) : Optional.empty();
    }
}
