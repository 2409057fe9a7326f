// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.edc;

import org.eclipse.edc.protocol.spi.DefaultParticipantIdExtractionFunction;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.iam.AudienceResolver;
import org.eclipse.edc.spi.iam.IdentityService;
import org.eclipse.edc.spi.result.Result;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.extensions.identity.Identity;
import org.sluis.extensions.identity.did.Did;

/** Gives EDC our identity. The assembly makes it, since the keys are read before EDC starts. */
public final class DcpExtension implements ServiceExtension {

    private final Identity identity;

    public DcpExtension(Identity identity) {
        this.identity = identity;
    }

    @Override
    public String name() {
        return "Identity";
    }

    @Provider
    public IdentityService identityService() {
        return identity.identityService();
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
