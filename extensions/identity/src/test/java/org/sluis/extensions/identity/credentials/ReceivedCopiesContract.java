// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocumentCopies;

/** What every implementation of {@link StatusListCopies} and {@link DidDocumentCopies} does. */
public abstract class ReceivedCopiesContract {

    private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123456Z");
    private static final Did ISSUER = new Did("did:web:authority.example");
    private static final Did OTHER = new Did("did:web:other.example");
    private static final URI LIST = URI.create("https://authority.example/status/1");

    /** Of one replica after the other, or of one process before and after a restart. */
    protected abstract StatusListCopies lists();

    protected abstract DidDocumentCopies documents();

    private static StatusListCopies.Received list(String text, long second) {
        return new StatusListCopies.Received(text, AT.plusSeconds(second));
    }

    private static DidDocumentCopies.Received document(String text, long second) {
        return new DidDocumentCopies.Received(text, AT.plusSeconds(second));
    }

    @Test
    void findsAListAsItWasReceived() {
        lists().save(LIST, ISSUER, list("header.payload.signature", 0));

        assertThat(lists().find(LIST, ISSUER)).contains(list("header.payload.signature", 0));
    }

    @Test
    void knowsListsByTheirAddressAndTheirIssuer() {
        lists().save(LIST, ISSUER, list("a", 0));

        assertThat(lists().find(LIST, OTHER)).isEmpty();
        assertThat(lists().find(LIST.resolve("2"), ISSUER)).isEmpty();
    }

    @Test
    void keepsTheListThatWasReceivedLast() {
        lists().save(LIST, ISSUER, list("first", 0));
        lists().save(LIST, ISSUER, list("last", 2));

        lists().save(LIST, ISSUER, list("late", 1));

        assertThat(lists().find(LIST, ISSUER)).contains(list("last", 2));
    }

    @Test
    void findsADocumentAsItWasReceived() {
        documents().save(ISSUER, document("{\"id\": \"é\"}", 0));

        assertThat(documents().find(ISSUER)).contains(document("{\"id\": \"é\"}", 0));
        assertThat(documents().find(OTHER)).isEmpty();
    }

    @Test
    void keepsTheDocumentThatWasReceivedLast() {
        documents().save(ISSUER, document("first", 0));
        documents().save(ISSUER, document("last", 2));

        documents().save(ISSUER, document("late", 1));

        assertThat(documents().find(ISSUER)).contains(document("last", 2));
    }
}
