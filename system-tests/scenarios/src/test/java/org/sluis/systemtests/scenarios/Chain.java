// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.sluis.systemtests.scenarios.Management.CallFailedException;

/** A data space with an authority in a process of its own, and a coordinator who approves everybody. */
final class Chain implements AutoCloseable {

    private static final int SECONDS_TO_ENROL = 60;
    private static final String RULEBOOK = "1";

    private final Company authority;
    private int registerNumber = 12_340_000;

    /** A chain whose authority is ready. */
    Chain(Path parent) {
        this(parent, "validity: P90D");
    }

    /** The same, with one more setting of the authority. */
    Chain(Path parent, String setting) {
        authority = new Company("authority", parent)
                .with("authority: {name: Test chain, rulebook: {version: '%s'}, %s}\n".formatted(RULEBOOK, setting))
                .start();
    }

    /** The coordinator's connector. */
    Company company() {
        return authority;
    }

    /** The authority's DID. */
    String id() {
        return authority.id();
    }

    /** Makes running firms members; returns when each holds its credentials. */
    void enrol(Company... firms) throws CallFailedException {
        for (var firm : firms) {
            var invitation = authority
                    .management()
                    .post("/sluis/authority/invitations", "{\"invitations\": [{}]}")
                    .at("/invitations/0/invitation")
                    .asText();
            firm.management()
                    .post("/sluis/memberships", """
                    {"invitation": "%s", "legalName": "%s B.V.", "registerNumber": "%d", "rulebookVersion": "%s"}""".formatted(invitation, firm.name(), ++registerNumber, RULEBOOK));
        }
        for (var firm : firms) {
            awaitStep(firm, "applied");
            act(firm, "approve", "{\"checkedBy\": \"J. Smit\"}");
        }
        for (var firm : firms) {
            awaitStep(firm, "member");
        }
    }

    /** Shuts a member out for now. */
    void suspend(Company firm) throws CallFailedException {
        act(firm, "suspend", "{\"reason\": \"the test says so\"}");
    }

    /** Lets a member in again. */
    void reinstate(Company firm) throws CallFailedException {
        act(firm, "reinstate", "{\"reason\": \"the test says so\"}");
    }

    private void act(Company firm, String verb, String body) throws CallFailedException {
        authority.management().post("/sluis/authority/members/" + firm.name() + "/" + verb, body);
    }

    private static void awaitStep(Company firm, String wanted) throws CallFailedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_ENROL);
        while (true) {
            var membership = firm.management().get("/sluis/memberships").at("/memberships/0");
            if (membership.path("step").asText().equals(wanted)) {
                return;
            }
            if (membership.path("step").asText().equals("refused") || System.nanoTime() - end > 0) {
                throw new AssertionError(firm.name() + " is not " + wanted + ": " + membership);
            }
            Pause.millis(100);
        }
    }

    @Override
    public void close() {
        authority.close();
    }
}
