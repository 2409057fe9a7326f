// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.Optional;
import java.util.stream.Collectors;
import org.sluis.policies.decision.Facts.Credential;

/** Looks for a claim in the credentials of one type; none of the type leaves it undetermined. */
record Claim(String type, Optional<String> issuer, String name, String wanted) implements Comparison.Check {

    @Override
    public int test(Request request, Facts facts) {
        int value = Truth.UNDETERMINED;
        for (Credential credential : facts.credentials()) {
            if (concerns(credential)) {
                if (wanted.equals(credential.claims().get(name))) {
                    return Truth.TRUE;
                }
                value = Truth.FALSE;
            }
        }
        return value;
    }

    private boolean concerns(Credential credential) {
        return credential.type().equals(type)
                && (issuer.isEmpty() || credential.issuer().equals(issuer.get()));
    }

    @Override
    public String observed(Request request, Facts facts) {
        return facts.credentials().stream()
                .filter(this::concerns)
                .map(credential -> credential.claims().getOrDefault(name, "no " + name))
                .collect(Collectors.joining(", "));
    }
}
