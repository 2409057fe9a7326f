// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.cases;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A request and the facts beside it.
 *
 * @param at when the request is made, also where the request does not say so
 */
record Circumstances(ObjectNode request, ObjectNode facts, String moment, Instant at) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    boolean strict() {
        return Values.STRICT_MOMENTS.contains(moment);
    }

    static Circumstances generate(Choices choices) {
        var moment = choices.chance(40)
                ? "release"
                : choices.of("catalog", "negotiation", "transfer", "catalog", "negotiation", "lease", "running", "use");
        var at = Values.NOW.plus(somewhat(choices));
        var all = new Circumstances(JSON.objectNode(), JSON.objectNode(), moment, at);
        all.ask(choices);
        all.know(choices);
        all.count(choices);
        all.hold(choices);
        return all;
    }

    private void ask(Choices choices) {
        if (!moment.equals("release") || choices.chance(70)) {
            request.put("moment", moment);
        }
        var action = choices.chance(80) ? choices.of(Values.READING) : choices.of(Values.ALONE);
        if (choices.chance(2)) {
            action = choices.of("odrl:play", "odrl:inform", "odrl:delete", "sluis:log", "https://example.org/use");
        }
        request.put("action", choices.chance(95) ? action : action.replace("odrl:", "http://www.w3.org/ns/odrl/2/"));
        request.put("target", choices.of(Values.TARGETS));
        if (strict() || choices.chance(85)) {
            request.put("party", choices.of(Values.PARTIES));
        }
        if (choices.chance(75)) {
            request.put("purpose", choices.of(Values.PURPOSES));
        }
        if (choices.chance(85)) {
            request.put("application", choices.of(Values.THUMBPRINTS));
        }
        if (choices.chance(85)) {
            request.put("country", choices.of(Values.COUNTRIES));
        }
        if (choices.chance(97)) {
            request.put("at", Written.instant(at, choices));
        }
    }

    private void know(Choices choices) {
        if (choices.chance(97) || !strict()) {
            facts.put("agreement", choices.chance(97) ? "active" : choices.of("ended", "revoked"));
        }
        if (choices.chance(78)) {
            facts.put("agreedAt", Written.instant(at.minus(earlier(choices)), choices));
        }
        if (choices.chance(15)) {
            facts.putNull("firstUseAt");
        } else if (choices.chance(75)) {
            facts.put("firstUseAt", Written.instant(at.minus(earlier(choices)), choices));
        }
        if (choices.chance(80)) {
            var end = at.plus(choices.chance(10) ? Duration.ZERO : Duration.ofSeconds(choices.between(-300, 1800)));
            facts.putObject("lease").put("notAfter", Written.instant(end, choices));
        }
        if (choices.chance(85)) {
            facts.put("hops", choices.below(4));
        }
        if (choices.chance(85)) {
            facts.put("disclosure", choices.of(Values.DISCLOSURES));
        }
    }

    private void count(Choices choices) {
        if (choices.chance(8)) {
            return;
        }
        var uses = facts.putObject("uses");
        if (choices.chance(90)) {
            uses.put("total", choices.chance(2) ? Long.MAX_VALUE : choices.between(0, 12));
        }
        for (var window : Values.WINDOWS) {
            if (choices.chance(85)) {
                uses.put(window, choices.between(0, 6));
            }
        }
    }

    private void hold(Choices choices) {
        if (choices.chance(92)) {
            var credentials = facts.putArray("credentials");
            for (var held = choices.below(6); held > 0; held--) {
                credentials.add(credential(choices));
            }
        }
        if (choices.chance(40)) {
            var duties = facts.putObject("duties");
            for (var duty : choices.chance(50) ? Values.DUTIES : List.of("odrl:delete", "odrl:inform")) {
                var name = choices.chance(90)
                        ? duty
                        : duty.replace("odrl:", "http://www.w3.org/ns/odrl/2/")
                                .replace("sluis:", "https://w3id.org/sluis/policy/1/");
                duties.put(name, choices.chance(90) ? choices.of("fulfilled", "active") : "violated");
            }
        }
    }

    private static ObjectNode credential(Choices choices) {
        var kind = choices.of("Membership", "Role", "Label", "Connector");
        var credential =
                JSON.objectNode().put("type", kind + "Credential").put("issuer", choices.of(Values.AUTHORITIES));
        var claims = credential.putObject("claims");
        if (kind.equals("Membership")) {
            claims.put("status", choices.chance(75) ? "active" : "suspended");
        } else if (choices.chance(95)) {
            claims.put(kind.toLowerCase(Locale.ROOT), choices.of(Values.CLAIMS));
        }
        return credential;
    }

    private static Duration somewhat(Choices choices) {
        return Duration.ofSeconds(choices.between(-40_000_000, 40_000_000))
                .plusNanos(choices.chance(70) ? 0 : choices.between(0, 999_999_999));
    }

    /** Mostly back in time, rarely none or ahead. */
    private static Duration earlier(Choices choices) {
        return switch (choices.below(12)) {
            case 0 -> Duration.ZERO;
            case 1 -> Duration.ofSeconds(choices.between(-100, -1));
            case 2, 3 -> Duration.ofSeconds(choices.between(1, 200_000)).plusNanos(choices.between(0, 999_999_999));
            case 4, 5 -> Duration.ofDays(choices.between(1, 40));
            default -> Duration.ofSeconds(choices.between(1, 4_000_000));
        };
    }
}
