// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.interop;

import org.eclipse.edc.protocol.spi.DefaultParticipantIdExtractionFunction;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.runtime.metamodel.annotation.Setting;
import org.eclipse.edc.spi.iam.AudienceResolver;
import org.eclipse.edc.spi.iam.IdentityService;
import org.eclipse.edc.spi.result.Result;
import org.eclipse.edc.spi.system.ServiceExtension;

/** One identity for both connectors. It comes after whatever identity a connector has, and replaces it. */
public final class UnprovenIdentityExtension implements ServiceExtension {

    @Setting(key = "edc.participant.id")
    private String self;

    /** Only so that this one comes after the product's. */
    @SuppressWarnings("unused")
    @Inject(required = false)
    private IdentityService replaced;

    @Override
    public String name() {
        return "Unproven identity";
    }

    @Provider
    public IdentityService identityService() {
        return new UnprovenIdentity(self);
    }

    @Provider
    public AudienceResolver audienceResolver() {
        return message -> Result.success(message.getCounterPartyId());
    }

    @Provider
    public DefaultParticipantIdExtractionFunction participantIdExtractionFunction() {
        return claims -> claims.getStringClaim(UnprovenIdentity.CLAIM);
    }
}
