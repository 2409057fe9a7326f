// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.Set;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.transfer.spi.flow.DataFlowController;
import org.eclipse.edc.connector.controlplane.transfer.spi.flow.DataFlowManager;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.DataFlowResponse;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.spi.response.StatusResult;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.spi.types.domain.DataAddress;

/** A data plane that starts every transfer and sends nothing. */
public final class TestDataFlows implements ServiceExtension, DataFlowController {

    @Inject
    private DataFlowManager dataFlows;

    @Override
    public void initialize(ServiceExtensionContext context) {
        dataFlows.register(this);
    }

    @Override
    public boolean canHandle(TransferProcess transferProcess) {
        return true;
    }

    @Override
    public StatusResult<DataFlowResponse> prepare(TransferProcess transferProcess, Policy policy) {
        return StatusResult.success(DataFlowResponse.Builder.newInstance().build());
    }

    @Override
    public StatusResult<DataFlowResponse> start(TransferProcess transferProcess, Policy policy) {
        return StatusResult.success(DataFlowResponse.Builder.newInstance()
                .dataAddress(DataAddress.Builder.newInstance()
                        .type("HttpData")
                        .property("endpoint", "http://127.0.0.1/none")
                        .build())
                .build());
    }

    @Override
    public StatusResult<Void> suspend(TransferProcess transferProcess) {
        return StatusResult.success();
    }

    @Override
    public StatusResult<Void> terminate(TransferProcess transferProcess) {
        return StatusResult.success();
    }

    @Override
    public Set<String> transferTypesFor(Asset asset) {
        return Set.of("HttpData-PULL");
    }
}
