// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.verifier;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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
    private final Object[] asking = Stream.generate(Object::new).limit(256).toArray();

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
     * Returns if the holder has shown what is required, of late or now. Of many messages at once one asks and the others wait.
     *
     * @param holder whose token was verified
     * @param accessToken what that token gave us to ask with
     * @param useful types that this message's policy looks at: asked for, but who has none of them may go on without
     * @throws RefusedPresentationException if not
     */
    public void require(Did holder, String accessToken, Set<String> useful) throws RefusedPresentationException {
        var asked = new TreeSet<>(terms.types());
        asked.addAll(useful);
        if (isKnown(holder, asked)) {
            return;
        }
        synchronized (asking[Math.floorMod(holder.hashCode(), asking.length)]) {
            if (!isKnown(holder, asked)) {
                ask(holder, accessToken, asked);
            }
        }
    }

    private boolean isKnown(Did holder, Set<String> asked) {
        return store.find(holder, asked)
                .filter(this::isFresh)
                .filter(seen -> current.cover(seen.credentials(), terms.required()))
                .isPresent();
    }

    private boolean isFresh(Presented presented) {
        return presented.verifiedAt().plus(terms.age()).isAfter(clock.instant());
    }

    private void ask(Did holder, String accessToken, Set<String> asked) throws RefusedPresentationException {
        var shown = new ArrayList<VerifiedCredential>();
        for (var presentation : services.ask(holder, accessToken, asked)) {
            shown.addAll(verifier.verify(presentation, holder));
        }
        PresentationForm.require(
                current.cover(shown, terms.required()),
                "credentials: not all of " + terms.required() + " from issuers trusted for them");
        store.save(holder, asked, new Presented(clock.instant(), shown));
    }
}
