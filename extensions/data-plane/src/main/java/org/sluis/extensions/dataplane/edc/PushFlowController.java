// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane.edc;

import static org.eclipse.edc.spi.response.ResponseStatus.FATAL_ERROR;

import java.util.Set;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.transfer.spi.flow.DataFlowController;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.DataFlowResponse;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.response.StatusResult;
import org.sluis.extensions.dataplane.PushDataPlane;

/** Hands EDC's transfers of type {@code HttpData-PUSH} to our data plane; they stop as pulls do. Throws nothing, as pulls throw nothing. */
final class PushFlowController implements DataFlowController {
    static final String TRANSFER_TYPE = "HttpData-PUSH";

    private final PullFlowController pulls;
    private final PushDataPlane dataPlane;

    PushFlowController(PullFlowController pulls, PushDataPlane dataPlane) {
        this.pulls = pulls;
        this.dataPlane = dataPlane;
    }

    @Override
    public boolean canHandle(TransferProcess process) {
        return TRANSFER_TYPE.equals(process.getTransferType());
    }

    @Override
    public Set<String> transferTypesFor(Asset asset) {
        return pulls.transferTypesFor(asset).isEmpty() ? Set.of() : Set.of(TRANSFER_TYPE);
    }

    @Override
    public StatusResult<DataFlowResponse> prepare(TransferProcess process, Policy policy) {
        return pulls.prepare(process, policy);
    }

    @Override
    public StatusResult<DataFlowResponse> start(TransferProcess process, Policy policy) {
        var destination = process.getDataDestination();
        if (destination == null) {
            return StatusResult.failure(FATAL_ERROR, "data destination: there is none; a push needs one");
        }
        return pulls.start(process, transfer -> {
            dataPlane.start(transfer, PullFlowController.source(destination));
            return DataFlowResponse.Builder.newInstance()
                    .dataPlaneId(PullFlowController.NAME)
                    .build();
        });
    }

    @Override
    public StatusResult<Void> suspend(TransferProcess process) {
        return pulls.suspend(process);
    }

    @Override
    public StatusResult<Void> terminate(TransferProcess process) {
        return pulls.terminate(process);
    }
}
