// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.time.Clock;
import org.eclipse.edc.connector.controlplane.contract.spi.event.contractdefinition.ContractDefinitionEvent;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.policy.spi.event.PolicyDefinitionEvent;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyDefinitionStore;
import org.eclipse.edc.policy.context.request.spi.RequestPolicyContext;
import org.eclipse.edc.policy.engine.spi.PolicyEngine;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.runtime.metamodel.annotation.Setting;
import org.eclipse.edc.spi.event.EventRouter;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.sluis.policies.usage.PartyCredentials;

/** A presentation asks only for what the policies need: the scopes of every message that we send and that we receive. */
public final class CredentialScopesExtension implements ServiceExtension {

    @Setting(key = "edc.participant.id", description = "Identifier of this participant")
    private String participantId;

    @Inject
    private PolicyEngine engine;

    @Inject
    private ContractDefinitionStore definitions;

    @Inject
    private PolicyDefinitionStore policies;

    @Inject
    private EventRouter events;

    @Inject
    private Clock clock;

    @Override
    public String name() {
        return "Credential scopes";
    }

    /** Until something verifies credentials nobody has any, and every policy that needs one denies. */
    @Provider(isDefault = true)
    public PartyCredentials partyCredentials() {
        return PartyCredentials.none();
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        OfferedCredentials offered = new OfferedCredentials(definitions, policies, clock);
        events.registerSync(ContractDefinitionEvent.class, offered);
        events.registerSync(PolicyDefinitionEvent.class, offered);
        // Before EDC's own evaluation, which may fail on a policy that is nested too deep for it.
        engine.registerPreValidator(
                RequestPolicyContext.class, new MessageScopes(participantId, offered, context.getMonitor()));
    }
}
