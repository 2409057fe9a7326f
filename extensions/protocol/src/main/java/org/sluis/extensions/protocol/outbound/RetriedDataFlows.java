// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.outbound;

import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.transfer.spi.flow.DataFlowController;
import org.eclipse.edc.connector.controlplane.transfer.spi.flow.DataFlowManager;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.DataFlowResponse;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.response.ResponseStatus;
import org.eclipse.edc.spi.response.StatusResult;

/** Data flows whose exceptions are retried; EDC ends the transfer at the first. */
public final class RetriedDataFlows implements DataFlowManager {

    private final DataFlowManager dataFlows;

    RetriedDataFlows(DataFlowManager dataFlows) {
        this.dataFlows = dataFlows;
    }

    @Override
    public void register(DataFlowController controller) {
        dataFlows.register(controller);
    }

    @Override
    public void register(int priority, DataFlowController controller) {
        dataFlows.register(priority, controller);
    }

    @Override
    public StatusResult<DataFlowResponse> prepare(TransferProcess transferProcess, Policy policy) {
        return retried(() -> dataFlows.prepare(transferProcess, policy));
    }

    @Override
    public StatusResult<DataFlowResponse> start(TransferProcess transferProcess, Policy policy) {
        return retried(() -> dataFlows.start(transferProcess, policy));
    }

    @Override
    public StatusResult<Void> terminate(TransferProcess transferProcess) {
        return retried(() -> dataFlows.terminate(transferProcess));
    }

    @Override
    public StatusResult<Void> suspend(TransferProcess transferProcess) {
        return retried(() -> dataFlows.suspend(transferProcess));
    }

    @Override
    public Set<String> transferTypesFor(Asset asset) {
        return dataFlows.transferTypesFor(asset);
    }

    private static <T> StatusResult<T> retried(Supplier<StatusResult<T>> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            return StatusResult.failure(ResponseStatus.ERROR_RETRY, "The data plane failed: " + e.getMessage());
        }
    }
}
