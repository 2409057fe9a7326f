// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.sluis.extensions.identity.tokens.PresentationGrants;
import org.sluis.extensions.identity.tokens.TokenVerifier.RefusedTokenException;
import org.sluis.extensions.identity.tokens.VerifiedToken;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;

/** A verifier asks for credentials of ours (DCP 1.0 section 5.4): it gets what we granted it, and never more. */
public final class PresentationQuery {

    private final PresentationGrants grants;
    private final HeldCredentials held;
    private final Presentations presentations;
    private final Clock clock;

    public PresentationQuery(
            PresentationGrants grants, HeldCredentials held, Presentations presentations, Clock clock) {
        this.grants = grants;
        this.held = held;
        this.presentations = presentations;
        this.clock = clock;
    }

    WebAnswer answer(VerifiedToken verifier, WebRequest request) throws WebRefusal {
        var granted = granted(verifier);
        var asked = asked(DcpMessage.of(request.body(), "PresentationQueryMessage"));
        if (!granted.containsAll(asked)) {
            throw new WebRefusal(403, "Forbidden", "the access token does not cover every scope that is asked for");
        }
        var now = clock.instant();
        var shown = held.all().stream()
                .filter(credential -> credential.isCurrent(now))
                .filter(credential -> credential.types().stream().anyMatch(asked::contains))
                .map(HeldCredential::compact)
                .toList();
        var answer = DcpMessage.write("PresentationResponseMessage");
        var list = answer.putArray("presentation");
        if (!shown.isEmpty()) {
            list.add(presentations.of(shown, verifier.issuer()));
        }
        return WebAnswer.json(200, answer);
    }

    /** The types that we let this verifier ask for. */
    private Set<String> granted(VerifiedToken verifier) throws WebRefusal {
        if (!(verifier.claims().getClaim("token") instanceof String grant)) {
            throw CredentialServiceResource.unauthorized("the token must carry an access token in 'token'");
        }
        try {
            var types = new HashSet<String>();
            for (var scope : grants.check(grant, verifier.issuer())) {
                CredentialScope.of(scope).ifPresent(read -> types.add(read.type()));
            }
            return types;
        } catch (RefusedTokenException e) {
            throw CredentialServiceResource.unauthorized("the access token was refused");
        }
    }

    private static Set<String> asked(DcpMessage message) throws WebRefusal {
        var scopes = message.texts("scope");
        if (message.has("presentationDefinition")) {
            refuseDefinition(message, scopes.isEmpty());
        }
        if (scopes.isEmpty()) {
            throw DcpMessage.invalid("'scope' must name at least one scope");
        }
        var types = new HashSet<String>();
        for (var scope : scopes) {
            types.add(CredentialScope.of(scope)
                    .orElseThrow(() ->
                            DcpMessage.invalid("a scope must have the form org.eclipse.dspace.dcp.vc.type:<Type>:read"))
                    .type());
        }
        return types;
    }

    private static void refuseDefinition(DcpMessage message, boolean alone) throws WebRefusal {
        if (!alone) {
            throw DcpMessage.invalid("'scope' and 'presentationDefinition' exclude each other");
        }
        if (message.node().path("presentationDefinition").isEmpty()) {
            throw DcpMessage.invalid("'presentationDefinition' is empty");
        }
        // DCP 1.0 leaves it to each wallet whether it reads this language; ours is asked by scope.
        throw new WebRefusal(501, "Not implemented", "presentation definitions are not supported; ask by scope");
    }
}
