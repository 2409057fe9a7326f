// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.verifier.Presentations;

/**
 * What identity needs to know from the configuration.
 *
 * @param statusRefresh how old a status list may be while its host answers
 * @param statusMaxAge how old it may be at all
 * @param terms what others must show
 * @param authorities issuers that the configuration trusts, each for these types
 * @param insecurePeers participants of whom less is demanded: their DID documents may name no key relationships, and their status
 *     lists may be unsigned
 * @param insecureHttpOnLoopback whether participants on this machine are reached without TLS
 */
public record IdentitySettings(
        Did self,
        Duration statusRefresh,
        Duration statusMaxAge,
        Presentations.Terms terms,
        Map<Did, Set<String>> authorities,
        Set<Did> insecurePeers,
        boolean insecureHttpOnLoopback) {

    public IdentitySettings {
        authorities = Map.copyOf(authorities);
        insecurePeers = Set.copyOf(insecurePeers);
    }
}
