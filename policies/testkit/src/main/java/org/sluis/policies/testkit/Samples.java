// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.DecisionRecord;

/** Agreements and records with fresh identifiers, so that contract tests can share one store. */
final class Samples {
    static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private Samples() {}

    static String freshId() {
        return UUID.randomUUID().toString();
    }

    static Agreement agreement(String id, Instant signedAt) {
        return agreement(id, signedAt, "{\"@id\":\"" + id + "\",\"n\":1}");
    }

    static Agreement agreement(String id, Instant signedAt, String canonical) {
        return new Agreement(
                id,
                Agreement.Side.PROVIDER,
                "did:web:parts.example",
                "did:web:builder.example",
                "urn:sluis:production-status:own-orders",
                signedAt,
                canonical,
                sha256(canonical),
                AgreementState.ACTIVE,
                Optional.empty());
    }

    static DecisionRecord allowed(String agreement, Instant at) {
        return record(agreement, at, true, List.of());
    }

    static DecisionRecord denied(String agreement, Instant at) {
        var reason = new Reason("/permission/0/constraint/0", "not-met", "odrl:count", "odrl:lteq", "50", "51");
        return record(agreement, at, false, List.of(reason));
    }

    private static DecisionRecord record(String agreement, Instant at, boolean allowed, List<Reason> reasons) {
        return new DecisionRecord(
                UUID.randomUUID(),
                at,
                Moment.RELEASE,
                allowed,
                Optional.of("did:web:builder.example"),
                Optional.of(agreement),
                Optional.of("urn:sluis:production-status:own-orders"),
                Optional.of("odrl:use"),
                Optional.of("urn:purpose:planning"),
                Optional.of("0".repeat(64)),
                Optional.of("transfer " + agreement),
                reasons,
                "sluis 1");
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
