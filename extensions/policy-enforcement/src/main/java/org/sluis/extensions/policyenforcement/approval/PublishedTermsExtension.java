// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement.approval;

import org.eclipse.edc.connector.controlplane.contract.spi.validation.ContractValidationService;
import org.eclipse.edc.policy.context.request.spi.RequestContractNegotiationPolicyContext;
import org.eclipse.edc.policy.engine.spi.PolicyEngine;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.runtime.metamodel.annotation.Setting;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;

/** Replaces EDC's validation of requests by one that looks at their terms. */
public final class PublishedTermsExtension implements ServiceExtension {

    @Setting(key = "edc.participant.id", description = "Identifier of this participant")
    private String participantId;

    @Inject
    private ContractValidationService stock;

    @Inject
    private PolicyEngine engine;

    @Override
    public String name() {
        return "Published terms";
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        engine.registerPreValidator(RequestContractNegotiationPolicyContext.class, new AskedTerms());
    }

    @Provider
    public ContractValidationService contractValidationService() {
        return new PublishedTerms(stock, participantId);
    }
}
