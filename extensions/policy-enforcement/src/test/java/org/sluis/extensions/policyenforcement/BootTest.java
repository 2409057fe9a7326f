// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.edc.connector.controlplane.catalog.spi.DatasetResolver;
import org.eclipse.edc.transform.spi.TypeTransformerRegistry;
import org.junit.jupiter.api.Test;

class BootTest {

    @Test
    void replacesTheServicesOfEdcThatItMeansToReplace() {
        try (TestConnector connector = TestConnector.start("did:web:maker")) {
            assertThat(connector.service(TypeTransformerRegistry.class)).isInstanceOf(ProfileTransformers.class);
            assertThat(connector.service(DatasetResolver.class))
                    .extracting("contractDefinitionResolver")
                    .isInstanceOf(VisibleContractDefinitions.class);
            assertThat(connector.service(AgreementEnds.class)).isInstanceOf(EdcAgreementEnds.class);
        }
    }
}
