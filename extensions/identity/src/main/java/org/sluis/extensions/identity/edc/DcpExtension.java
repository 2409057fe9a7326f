// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.edc;

import org.eclipse.edc.protocol.spi.DefaultParticipantIdExtractionFunction;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.iam.AudienceResolver;
import org.eclipse.edc.spi.iam.IdentityService;
import org.eclipse.edc.spi.result.Result;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.web.jetty.JettyService;
import org.sluis.extensions.identity.Identity;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.identity.did.OwnDidDocument;
import org.sluis.extensions.web.PublicListener;
import org.sluis.extensions.web.WebHandler;
import org.sluis.policies.usage.DataSpaces;
import org.sluis.policies.usage.HeardPeers;
import org.sluis.policies.usage.PartyCredentials;

/** Gives EDC our identity and publishes our DID document. The assembly makes the identity, since the keys are read before EDC starts. */
public final class DcpExtension implements ServiceExtension {

    private static final String MEMBERSHIP = "MembershipCredential";

    private final Identity identity;
    private final OwnDidDocument document;

    @Inject
    private JettyService jetty;

    /** With the document that tells others who we are. */
    public DcpExtension(Identity identity, OwnDidDocument document) {
        this.identity = identity;
        this.document = document;
    }

    @Override
    public String name() {
        return "Identity";
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        PublicListener.prepend(jetty, new WebHandler(identity.self().documentPath(), document));
    }

    @Override
    public void start() {
        identity.start();
    }

    @Override
    public void shutdown() {
        identity.close();
    }

    /** DID documents of others. */
    @Provider
    public DidDocuments didDocuments() {
        return identity.documents();
    }

    @Provider
    public IdentityService identityService() {
        return identity.identityService();
    }

    /** What others have shown us. */
    @Provider
    public PartyCredentials partyCredentials() {
        return identity.partyCredentials();
    }

    /** Who is up, as far as their messages show. */
    @Provider
    public HeardPeers heardPeers() {
        return identity.heardPeers();
    }

    /** Whose members our offers can be limited to. */
    @Provider
    public DataSpaces dataSpaces() {
        return () -> identity.issuers().all().stream()
                .filter(issuer -> identity.issuers().trusts(issuer, MEMBERSHIP))
                .map(Did::value)
                .sorted()
                .toList();
    }

    /** Tokens are for a participant, whatever address it is reached at. */
    @Provider
    public AudienceResolver audienceResolver() {
        return message -> Did.isOne(message.getCounterPartyId())
                ? Result.success(message.getCounterPartyId())
                : Result.failure("the partner's id is not a did:web identifier: " + message.getCounterPartyId());
    }

    @Provider
    public DefaultParticipantIdExtractionFunction participantIdExtractionFunction() {
        return claims -> claims.getStringClaim(DcpIdentityService.DID_CLAIM);
    }
}
