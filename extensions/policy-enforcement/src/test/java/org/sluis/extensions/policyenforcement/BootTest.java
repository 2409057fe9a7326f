// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.edc.connector.controlplane.catalog.spi.DatasetResolver;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.ContractNegotiationPendingGuard;
import org.eclipse.edc.connector.controlplane.contract.spi.validation.ContractValidationService;
import org.eclipse.edc.transform.spi.TypeTransformerRegistry;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.policyenforcement.approval.ApprovalGuard;
import org.sluis.extensions.policyenforcement.approval.PublishedTerms;

class BootTest {

    @Test
    void replacesTheServicesOfEdcThatItMeansToReplace() {
        try (TestConnector connector = TestConnector.start("did:web:maker")) {
            assertThat(connector.service(TypeTransformerRegistry.class)).isInstanceOf(ProfileTransformers.class);
            assertThat(connector.service(DatasetResolver.class)).isInstanceOf(OfferedDatasets.class);
            assertThat(connector.service(ContractNegotiationPendingGuard.class)).isInstanceOf(ApprovalGuard.class);
            assertThat(connector.service(ContractValidationService.class)).isInstanceOf(PublishedTerms.class);
            assertThat(connector.service(AgreementEnds.class)).isInstanceOf(EdcAgreementEnds.class);
        }
    }
}
