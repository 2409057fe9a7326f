// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import org.eclipse.edc.participant.spi.ParticipantAgent;
import org.eclipse.edc.participant.spi.ParticipantAgentService;
import org.eclipse.edc.participant.spi.ParticipantAgentServiceExtension;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.iam.ClaimToken;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.policies.usage.MessageUnderway;

/** Tells whose message is being answered: EDC makes an agent of each sender that it verified. */
public final class VerifiedSendersExtension implements ServiceExtension {

    @Inject
    private ParticipantAgentService stock;

    @Override
    public String name() {
        return "Verified senders";
    }

    @Provider
    public ParticipantAgentService participantAgentService() {
        return new Observed(stock);
    }

    private record Observed(ParticipantAgentService edc) implements ParticipantAgentService {

        @Override
        public ParticipantAgent createFor(ClaimToken token, String participantId) {
            var agent = edc.createFor(token, participantId);
            if (agent.getIdentity() != null) {
                MessageUnderway.verified(agent.getIdentity());
            }
            return agent;
        }

        @Override
        public void register(ParticipantAgentServiceExtension extension) {
            edc.register(extension);
        }
    }
}
