// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.sluis.policies.usage.Agreement;

/** One push that is waited for: asked for, perhaps several times begun, at most once taken. */
final class Arrival {
    private final String id;
    private final Agreement agreement;
    private final String secret;
    private final URI address;
    private String transfer;
    private boolean receiving;
    private Taken taken;
    private Instant closedAt;

    /**
     * What came.
     *
     * @param file the whole body; whoever uses it deletes it
     * @param use the provider's name of the use; empty if it gave none
     */
    record Taken(Path file, long bytes, Map<String, String> headers, Optional<String> use) {}

    Arrival(String id, Agreement agreement, String secret, URI address) {
        this.id = id;
        this.agreement = agreement;
        this.secret = secret;
        this.address = address;
    }

    String id() {
        return id;
    }

    Agreement agreement() {
        return agreement;
    }

    /** What the provider shows in its {@code Authorization}. */
    String secret() {
        return secret;
    }

    URI address() {
        return address;
    }

    /** Our transfer process that it comes under. */
    synchronized void under(String process) {
        transfer = process;
    }

    synchronized Optional<String> transfer() {
        return Optional.ofNullable(transfer);
    }

    /** Whether the sender may begin: one at a time, and only while somebody waits. */
    synchronized boolean begin() {
        if (receiving || taken != null || closedAt != null || transfer == null) {
            return false;
        }
        receiving = true;
        return true;
    }

    /** What was begun broke off. */
    synchronized void brokeOff() {
        receiving = false;
        notifyAll();
    }

    /** What was begun is whole and on record; false if nobody waits for it any more. */
    synchronized boolean take(Taken body) {
        receiving = false;
        taken = body;
        notifyAll();
        return closedAt == null;
    }

    synchronized boolean isReceiving() {
        return receiving;
    }

    synchronized Optional<Taken> taken() {
        return Optional.ofNullable(taken);
    }

    synchronized boolean isClosed() {
        return closedAt != null;
    }

    synchronized void close(Instant now) {
        closedAt = closedAt == null ? now : closedAt;
    }

    synchronized Optional<Instant> closedAt() {
        return Optional.ofNullable(closedAt);
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "Arrival[" + id + "]";
    }
}
