// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.verifier;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sluis.extensions.identity.credentials.CredentialVerifier;
import org.sluis.extensions.identity.credentials.CredentialVerifier.RefusedCredentialException;
import org.sluis.extensions.identity.credentials.JwtCredentialVerifier;
import org.sluis.extensions.identity.credentials.StatusLists;
import org.sluis.extensions.identity.credentials.TrustedIssuers;
import org.sluis.extensions.identity.credentials.VerifiedCredential;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument.Relationship;
import org.sluis.extensions.identity.tokens.SignatureCheck;
import org.sluis.extensions.identity.tokens.SignatureCheck.WrongSignatureException;

/**
 * Verifies a presentation and every credential in it (DCP 1.0 section 5.4.3). Credentials of issuers that nobody here trusts are
 * left out without a look-up: a firm may be a member elsewhere, and nobody may make us ask strangers. Those that were revoked are
 * left out too: who lost a role is still a member.
 */
public final class PresentationVerifier {

    private static final Set<Relationship> EITHER = Set.of(Relationship.AUTHENTICATION, Relationship.ASSERTION_METHOD);

    private final Did self;
    private final SignatureCheck signatures;
    private final CredentialVerifier credentials;
    private final StatusLists statusLists;
    private final TrustedIssuers issuers;
    private final Clock clock;

    public PresentationVerifier(
            Did self,
            SignatureCheck signatures,
            CredentialVerifier credentials,
            StatusLists statusLists,
            TrustedIssuers issuers,
            Clock clock) {
        this.self = self;
        this.signatures = signatures;
        this.credentials = credentials;
        this.statusLists = statusLists;
        this.issuers = issuers;
        this.clock = clock;
    }

    /**
     * The credentials of trusted issuers in the presentation of {@code holder}; all are the holder's and current.
     *
     * @param compact the presentation as a JWT
     * @throws RefusedPresentationException if the presentation or any of these credentials is not genuine
     */
    public List<VerifiedCredential> verify(String compact, Did holder) throws RefusedPresentationException {
        var form = PresentationForm.parse(compact, holder, self, clock.instant());
        try {
            signatures.require(form.jws(), EITHER);
            var verified = new ArrayList<VerifiedCredential>();
            for (var credential : form.credentials()) {
                if (issuers.all().contains(JwtCredentialVerifier.claimedIssuer(credential))) {
                    var genuine = credentials.verify(credential, holder);
                    statusLists.update(genuine);
                    if (statusLists.isCurrent(genuine)) {
                        verified.add(genuine);
                    }
                }
            }
            return verified;
        } catch (WrongSignatureException e) {
            throw new RefusedPresentationException("presentation: " + e.getMessage(), e);
        } catch (RefusedCredentialException e) {
            throw new RefusedPresentationException("credential: " + e.getMessage(), e);
        }
    }
}
