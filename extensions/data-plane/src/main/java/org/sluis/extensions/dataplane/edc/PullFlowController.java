// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane.edc;

import static org.eclipse.edc.spi.constants.CoreConstants.EDC_NAMESPACE;
import static org.eclipse.edc.spi.response.ResponseStatus.ERROR_RETRY;
import static org.eclipse.edc.spi.response.ResponseStatus.FATAL_ERROR;

import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyArchive;
import org.eclipse.edc.connector.controlplane.transfer.spi.flow.DataFlowController;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.DataFlowResponse;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.spi.response.StatusResult;
import org.eclipse.edc.spi.types.domain.DataAddress;
import org.sluis.extensions.dataplane.DataPlane.Access;
import org.sluis.extensions.dataplane.DataPlane.Transfer;
import org.sluis.extensions.dataplane.DataPlane.UnservableTransferException;
import org.sluis.extensions.dataplane.PullDataPlane;
import org.sluis.extensions.dataplane.SourceAddress;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;

/**
 * Hands EDC's transfers of type {@code HttpData-PULL} to our data plane. On the consumer's side there is nothing to do: it fetches.
 *
 * <p>EDC calls some of these methods without catching what they throw, from the loop that runs all transfers: none of them throws.
 */
final class PullFlowController implements DataFlowController {
    static final String TRANSFER_TYPE = "HttpData-PULL";
    private static final String HTTP = "https://w3id.org/idsa/v4.1/HTTP";
    static final String NAME = "sluis-data-plane";

    private final PullDataPlane dataPlane;
    private final Agreements agreements;
    private final PolicyArchive archive;
    private final Monitor monitor;

    PullFlowController(PullDataPlane dataPlane, Agreements agreements, PolicyArchive archive, Monitor monitor) {
        this.dataPlane = dataPlane;
        this.agreements = agreements;
        this.archive = archive;
        this.monitor = monitor;
    }

    @Override
    public boolean canHandle(TransferProcess process) {
        return TRANSFER_TYPE.equals(process.getTransferType());
    }

    @Override
    public Set<String> transferTypesFor(Asset asset) {
        var address = asset.getDataAddress();
        return address != null && dataPlane.serves(String.valueOf(address.getType()))
                ? Set.of(TRANSFER_TYPE)
                : Set.of();
    }

    @Override
    public StatusResult<DataFlowResponse> prepare(TransferProcess process, Policy policy) {
        return StatusResult.success(
                DataFlowResponse.Builder.newInstance().dataPlaneId(NAME).build());
    }

    @Override
    public StatusResult<DataFlowResponse> start(TransferProcess process, Policy policy) {
        return start(process, transfer -> response(dataPlane.start(transfer)));
    }

    /** Opens the flow of a transfer in one way or another. */
    @FunctionalInterface
    interface Opening {
        DataFlowResponse open(Transfer transfer) throws UnservableTransferException;
    }

    /** Opens a flow if the agreement of its transfer is in force. */
    StatusResult<DataFlowResponse> start(TransferProcess process, Opening opening) {
        return guarded(process, () -> {
            var agreement = Optional.ofNullable(archive.getAgreementIdForContract(process.getContractId()))
                    .flatMap(agreements::find);
            if (agreement.isEmpty()) {
                return StatusResult.failure(FATAL_ERROR, "agreement " + process.getContractId() + " is not known here");
            }
            if (agreement.get().state() != AgreementState.ACTIVE) {
                return StatusResult.failure(
                        FATAL_ERROR,
                        "agreement " + agreement.get().id() + " is over: "
                                + agreement.get().endReason().orElse("no reason was given"));
            }
            try {
                return StatusResult.success(opening.open(transfer(process, agreement.get())));
            } catch (UnservableTransferException e) {
                return StatusResult.failure(FATAL_ERROR, e.getMessage());
            }
        });
    }

    @Override
    public StatusResult<Void> suspend(TransferProcess process) {
        return stop(process, () -> dataPlane.suspend(process.getId(), reason(process, "suspended")));
    }

    @Override
    public StatusResult<Void> terminate(TransferProcess process) {
        return stop(process, () -> dataPlane.terminate(process.getId(), reason(process, "over")));
    }

    private StatusResult<Void> stop(TransferProcess process, Runnable stopping) {
        if (process.getType() == TransferProcess.Type.CONSUMER) {
            return StatusResult.success();
        }
        return guarded(process, () -> {
            stopping.run();
            return StatusResult.success();
        });
    }

    private <T> StatusResult<T> guarded(TransferProcess process, Supplier<StatusResult<T>> action) {
        try {
            return action.get();
        } catch (RuntimeException e) {
            monitor.severe("Transfer " + process.getId() + " could not be handled and is tried again", e);
            return StatusResult.failure(
                    ERROR_RETRY, "the data plane failed: " + e.getClass().getSimpleName());
        }
    }

    /** Dataset and consumer as they were signed, not as this one process has them. */
    private static Transfer transfer(TransferProcess process, Agreement agreement) {
        return new Transfer(
                process.getId(),
                agreement.id(),
                agreement.consumer(),
                agreement.dataset(),
                source(process.getContentDataAddress()));
    }

    static SourceAddress source(DataAddress address) {
        var properties = new HashMap<String, String>();
        address.getProperties().forEach((name, value) -> properties.put(plain(name), String.valueOf(value)));
        properties.remove(DataAddress.SIMPLE_TYPE);
        return new SourceAddress(address.getType(), properties);
    }

    private static String plain(String name) {
        return name.startsWith(EDC_NAMESPACE) ? name.substring(EDC_NAMESPACE.length()) : name;
    }

    private static DataFlowResponse response(Access access) {
        var address = DataAddress.Builder.newInstance()
                .type(HTTP)
                .property(EDC_NAMESPACE + "endpoint", access.address().toString())
                .property(EDC_NAMESPACE + "endpointType", HTTP)
                .property(EDC_NAMESPACE + "authorization", access.token())
                .property(EDC_NAMESPACE + "authType", "bearer")
                .property(EDC_NAMESPACE + "expiresAt", access.expiresAt().toString())
                .build();
        return DataFlowResponse.Builder.newInstance()
                .dataAddress(address)
                .dataPlaneId(NAME)
                .build();
    }

    private static String reason(TransferProcess process, String otherwise) {
        return Optional.ofNullable(process.getErrorDetail())
                .filter(detail -> !detail.isBlank())
                .orElse("the transfer is " + otherwise);
    }
}
