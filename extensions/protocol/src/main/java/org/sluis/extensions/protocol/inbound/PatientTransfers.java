// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.inbound;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessProtocolService;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferCompletionMessage;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferProcessRequestMessage;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferRemoteMessage;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferRequestMessage;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferStartMessage;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferSuspensionMessage;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferTerminationMessage;
import org.eclipse.edc.participantcontext.spi.types.ParticipantContext;
import org.eclipse.edc.spi.iam.TokenRepresentation;
import org.eclipse.edc.spi.result.ServiceResult;
import org.sluis.extensions.protocol.inbound.Reception.Message;
import org.sluis.extensions.protocol.inbound.Reception.Standing;
import org.sluis.extensions.protocol.stores.ReceivedReason;

/** Handles messages about transfers when our own steps are done, each of them once. */
public final class PatientTransfers implements TransferProcessProtocolService {

    private final TransferProcessProtocolService edc;
    private final TransferProcessStore transfers;
    private final ContractNegotiationStore negotiations;
    private final Reception reception;
    private final FirstRequests firstRequests;

    PatientTransfers(
            TransferProcessProtocolService edc,
            TransferProcessStore transfers,
            ContractNegotiationStore negotiations,
            Reception reception,
            FirstRequests firstRequests) {
        this.edc = edc;
        this.transfers = transfers;
        this.negotiations = negotiations;
        this.reception = reception;
        this.firstRequests = firstRequests;
    }

    /** EDC answers a repeated request with the transfer of that consumer process, whoever asks; we check whose. */
    @Override
    public ServiceResult<TransferProcess> notifyRequested(
            ParticipantContext context, TransferRequestMessage message, TokenRepresentation token) {
        var result =
                firstRequests.oneAtATime(message.getConsumerPid(), () -> edc.notifyRequested(context, message, token));
        return result.compose(transfer -> isForAgreement(transfer, message)
                ? ServiceResult.success(transfer)
                : ServiceResult.conflict(
                        "Process %s was already started under another agreement".formatted(message.getConsumerPid())));
    }

    @Override
    public ServiceResult<TransferProcess> notifyStarted(
            ParticipantContext context, TransferStartMessage message, TokenRepresentation token) {
        return receive(
                TransferMessage.START, context, message, token, () -> edc.notifyStarted(context, message, token));
    }

    @Override
    public ServiceResult<TransferProcess> notifyCompleted(
            ParticipantContext context, TransferCompletionMessage message, TokenRepresentation token) {
        return receive(
                TransferMessage.COMPLETION,
                context,
                message,
                token,
                () -> edc.notifyCompleted(context, message, token));
    }

    @Override
    public ServiceResult<TransferProcess> notifySuspended(
            ParticipantContext context, TransferSuspensionMessage message, TokenRepresentation token) {
        return receive(
                TransferMessage.SUSPENSION,
                context,
                message,
                token,
                () -> ReceivedReason.during(reason(message), () -> edc.notifySuspended(context, message, token)));
    }

    /** EDC hands these over as it read them from JSON-LD. */
    private static String reason(TransferSuspensionMessage message) {
        return message.getReason().stream()
                .map(reason -> reason instanceof Map<?, ?> object && object.get("@value") != null
                        ? object.get("@value")
                        : reason)
                .map(String::valueOf)
                .collect(Collectors.joining("; "));
    }

    @Override
    public ServiceResult<TransferProcess> notifyTerminated(
            ParticipantContext context, TransferTerminationMessage message, TokenRepresentation token) {
        return receive(
                TransferMessage.TERMINATION,
                context,
                message,
                token,
                () -> ReceivedReason.during(message.getReason(), () -> edc.notifyTerminated(context, message, token)));
    }

    @Override
    public ServiceResult<TransferProcess> findById(
            ParticipantContext context, TransferProcessRequestMessage message, TokenRepresentation token) {
        return edc.findById(context, message, token);
    }

    private ServiceResult<TransferProcess> receive(
            TransferMessage kind,
            ParticipantContext context,
            TransferRemoteMessage message,
            TokenRepresentation token,
            Supplier<ServiceResult<TransferProcess>> handle) {
        var id = message.getProcessId();
        return reception.receive(new Message<>(
                () -> standing(kind, id, message.getId()),
                handle,
                () -> ask(id, message.getProtocol(), context, token)));
    }

    private Standing standing(TransferMessage kind, String id, String messageId) {
        var ours = transfers.findById(id);
        return ours == null ? Standing.WRONG : kind.standing(ours, messageId);
    }

    /** What EDC answers to the sender's question about a transfer: a failure unless it is the sender's own. */
    private ServiceResult<TransferProcess> ask(
            String id, String protocol, ParticipantContext context, TokenRepresentation token) {
        var question = TransferProcessRequestMessage.Builder.newInstance()
                .transferProcessId(id)
                .protocol(protocol)
                .build();
        return edc.findById(context, question, token);
    }

    private boolean isForAgreement(TransferProcess transfer, TransferRequestMessage message) {
        var agreement = negotiations.findContractAgreement(transfer.getContractId());
        return transfer.getType() == TransferProcess.Type.PROVIDER
                && agreement != null
                && agreement.getAgreementId().equals(message.getContractId());
    }
}
