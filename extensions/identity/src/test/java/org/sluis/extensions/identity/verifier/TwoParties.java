// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.verifier;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.sluis.extensions.identity.Claims;
import org.sluis.extensions.identity.CountedOutbound;
import org.sluis.extensions.identity.Identity;
import org.sluis.extensions.identity.IdentitySettings;
import org.sluis.extensions.identity.MovableClock;
import org.sluis.extensions.identity.credentials.InMemoryStatusListCopies;
import org.sluis.extensions.identity.credentials.StatusListCopies;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocumentCopies;
import org.sluis.extensions.identity.did.InMemoryDidDocumentCopies;
import org.sluis.extensions.identity.keys.InMemorySigningKeys;
import org.sluis.extensions.identity.tokens.InMemoryUsedTokens;
import org.sluis.extensions.identity.tokens.Party;
import org.sluis.extensions.web.Outbound.Answer;

/** Us as a verifier, a holder whose credential service answers what a test says, and an authority. */
final class TwoParties {

    static final Did SELF = new Did("did:web:parts.example");
    static final String LIST = "https://authority.example/status/1";
    static final String SERVICE = "https://builder.example/credentials/presentations/query";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    final MovableClock clock = new MovableClock();
    final Claims claims = new Claims(clock);
    final CountedOutbound web = new CountedOutbound();
    final Party authority = Party.of("authority.example").publishedOn(web);
    final Party holder = Party.of("builder.example").publishedOn(web);
    final Map<Did, Set<String>> joined = new HashMap<>();
    final AtomicReference<String> lastQuery = new AtomicReference<>("");
    final StatusListCopies lists = new InMemoryStatusListCopies();
    private final DidDocumentCopies documents = new InMemoryDidDocumentCopies();
    private final VerifiedPresentations presentations = new InMemoryVerifiedPresentations();
    final Identity self = process();

    /** As a replica or after a restart: what is stored is there, and nothing is in memory. */
    Identity process() {
        return new Identity(
                new IdentitySettings(
                        SELF,
                        Duration.ofSeconds(30),
                        Duration.ofHours(24),
                        new Presentations.Terms(
                                Set.of("MembershipCredential", "RoleCredential"),
                                Set.of("MembershipCredential"),
                                Duration.ofSeconds(60)),
                        Map.of(authority.did(), Set.of("MembershipCredential")),
                        Set.of(),
                        false),
                new Identity.Ports(
                        new InMemorySigningKeys(SELF),
                        web,
                        new InMemoryUsedTokens(clock),
                        presentations,
                        () -> joined,
                        lists,
                        documents,
                        clock));
    }

    /** What the holder's credential service answers from now on. */
    void answer(String... presentations) {
        var message = JSON.createObjectNode().put("type", "PresentationResponseMessage");
        var array = message.putArray("presentation");
        List.of(presentations).forEach(array::add);
        web.answer(SERVICE, request -> {
            lastQuery.set(request.body());
            return new Answer(200, "application/json", message.toString(), Map.of());
        });
    }

    String membership() {
        return claims.membership(authority, holder.did(), Claims.NONE);
    }

    /** Also on the list, at this place. */
    String membership(int index) {
        return claims.membership(
                authority,
                holder.did(),
                all -> Claims.inside(all, "vc").put("credentialStatus", Claims.status(LIST, index)));
    }

    String presentation(String... credentials) {
        return claims.presentation(holder, SELF, List.of(credentials), Claims.NONE);
    }

    List<String> askedScopes() {
        try {
            return JSON.convertValue(
                    JSON.readTree(lastQuery.get()).path("scope"),
                    JSON.getTypeFactory().constructCollectionType(List.class, String.class));
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }

    long queries() {
        return web.asked().stream()
                .filter(uri -> uri.toString().equals(SERVICE))
                .count();
    }
}
