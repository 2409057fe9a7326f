// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractOffer;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.odrl.AgreedPolicy;
import org.sluis.policies.odrl.CanonicalForm;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreement.Side;

/** The agreement that a negotiation came to, in the form in which it is frozen. */
public final class ConcludedAgreement {

    private ConcludedAgreement() {}

    /**
     * Reads it, without storing anything.
     *
     * @throws IllegalStateException if it is none that this company can have agreed to; the message says why
     */
    public static Agreement of(ContractNegotiation negotiation, String ownId) {
        ContractAgreement concluded = negotiation.getContractAgreement();
        Side side = negotiation.getType() == ContractNegotiation.Type.PROVIDER ? Side.PROVIDER : Side.CONSUMER;
        String us = side == Side.PROVIDER ? concluded.getProviderId() : concluded.getConsumerId();
        if (!ownId.equals(us)) {
            throw new IllegalStateException(
                    "agreement " + concluded.getAgreementId() + " names " + us + " where it should name " + ownId);
        }
        requireAsRequested(negotiation, concluded);
        AgreedPolicy agreed = agreed(concluded);
        CanonicalForm canonical = agreed.canonical();
        return new Agreement(
                agreed.agreementId(),
                side,
                agreed.provider(),
                agreed.consumer(),
                agreed.dataset(),
                agreed.signedAt(),
                canonical.json(),
                canonical.sha256(),
                AgreementState.ACTIVE,
                Optional.empty());
    }

    // EDC compares the policies but sets the target aside: a provider could put other data into the agreement.
    private static void requireAsRequested(ContractNegotiation negotiation, ContractAgreement concluded) {
        ContractOffer asked = negotiation.getLastContractOffer();
        if (asked != null && !asked.getAssetId().equals(concluded.getAssetId())) {
            throw new IllegalStateException("agreement " + concluded.getAgreementId() + " is about "
                    + concluded.getAssetId() + ", but " + asked.getAssetId() + " was asked for");
        }
    }

    private static AgreedPolicy agreed(ContractAgreement concluded) {
        Reading reading = PolicyReader.read(EdcPolicyJson.of(concluded.getPolicy()));
        if (!(reading instanceof Reading.Valid valid)) {
            throw new IllegalStateException(
                    "agreement " + concluded.getAgreementId() + " has a policy outside the profile: " + reading);
        }
        return AgreedPolicy.of(
                        concluded.getAgreementId(),
                        concluded.getProviderId(),
                        concluded.getConsumerId(),
                        concluded.getAssetId(),
                        Instant.ofEpochSecond(concluded.getContractSigningDate()),
                        valid.policy())
                .orElseThrow(() -> new IllegalStateException(
                        "agreement " + concluded.getAgreementId() + " contradicts its own policy"));
    }
}
