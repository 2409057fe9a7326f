// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.verifier;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.sluis.extensions.identity.credentials.VerifiedCredential;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.verifier.VerifiedPresentations.Presented;

/** What others show us: asked for at first contact, and again when the last time is over {@code age} ago. */
public final class Presentations {

    private final CredentialServices services;
    private final PresentationVerifier verifier;
    private final VerifiedPresentations store;
    private final CurrentCredentials current;
    private final Terms terms;
    private final Clock clock;

    /**
     * What is asked for.
     *
     * @param types asked of everybody; who has none of some shows none
     * @param required without which nobody is let in
     * @param age how long a presentation counts, at most a minute; zero asks each time
     */
    public record Terms(Set<String> types, Set<String> required, Duration age) {
        public Terms {
            types = Set.copyOf(types);
            required = Set.copyOf(required);
            if (age.isNegative() || age.compareTo(Duration.ofMinutes(1)) > 0 || !types.containsAll(required)) {
                throw new IllegalArgumentException("age is over a minute, or something is required and not asked for");
            }
        }
    }

    public Presentations(
            CredentialServices services,
            PresentationVerifier verifier,
            VerifiedPresentations store,
            CurrentCredentials current,
            Terms terms,
            Clock clock) {
        this.services = services;
        this.verifier = verifier;
        this.store = store;
        this.current = current;
        this.terms = terms;
        this.clock = clock;
    }

    /**
     * Returns if the holder has shown what is required, of late or now.
     *
     * @param holder whose token was verified
     * @param accessToken what that token gave us to ask with
     * @param demanded types that this message needs besides
     * @throws RefusedPresentationException if not
     */
    public void require(Did holder, String accessToken, Set<String> demanded) throws RefusedPresentationException {
        var asked = new TreeSet<>(terms.types());
        asked.addAll(demanded);
        var required = new TreeSet<>(terms.required());
        required.addAll(demanded);
        var known = store.find(holder, asked);
        if (known.filter(this::isFresh)
                .filter(seen -> current.cover(seen.credentials(), required))
                .isPresent()) {
            return;
        }
        var shown = ask(holder, accessToken, asked);
        PresentationForm.require(
                current.cover(shown, required),
                "credentials: not all of " + required + " from issuers trusted for them");
        store.save(holder, asked, new Presented(clock.instant(), shown));
    }

    private boolean isFresh(Presented presented) {
        return presented.verifiedAt().plus(terms.age()).isAfter(clock.instant());
    }

    private List<VerifiedCredential> ask(Did holder, String accessToken, Set<String> asked)
            throws RefusedPresentationException {
        var shown = new ArrayList<VerifiedCredential>();
        for (var presentation : services.ask(holder, accessToken, asked)) {
            shown.addAll(verifier.verify(presentation, holder));
        }
        return shown;
    }
}
