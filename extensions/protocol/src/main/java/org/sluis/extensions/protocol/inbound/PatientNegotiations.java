// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.inbound;

import static org.eclipse.edc.spi.query.Criterion.criterion;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreementMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreementVerificationMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractNegotiationEventMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationRequestMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationTerminationMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractOfferMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractRequestMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.protocol.ContractRemoteMessage;
import org.eclipse.edc.connector.controlplane.services.spi.contractnegotiation.ContractNegotiationProtocolService;
import org.eclipse.edc.participantcontext.spi.types.ParticipantContext;
import org.eclipse.edc.spi.iam.TokenRepresentation;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.result.ServiceResult;
import org.sluis.extensions.protocol.inbound.Reception.Message;
import org.sluis.extensions.protocol.inbound.Reception.Standing;
import org.sluis.extensions.protocol.stores.ReceivedReason;

/** Handles messages about negotiations when our own steps are done, each of them once. */
public final class PatientNegotiations implements ContractNegotiationProtocolService {

    private final ContractNegotiationProtocolService edc;
    private final ContractNegotiationStore negotiations;
    private final Reception reception;
    private final FirstRequests firstRequests;
    private final Consumer<String> heard;

    /** {@code heard} is told who sent what was taken. */
    PatientNegotiations(
            ContractNegotiationProtocolService edc,
            ContractNegotiationStore negotiations,
            Reception reception,
            FirstRequests firstRequests,
            Consumer<String> heard) {
        this.heard = heard;
        this.edc = edc;
        this.negotiations = negotiations;
        this.reception = reception;
        this.firstRequests = firstRequests;
    }

    @Override
    public ServiceResult<ContractNegotiation> notifyRequested(
            ParticipantContext context, ContractRequestMessage message, TokenRepresentation token) {
        Supplier<ServiceResult<ContractNegotiation>> handle = () -> edc.notifyRequested(context, message, token);
        if (message.getProviderPid() != null) {
            var ours = message.getProviderPid();
            return receive(NegotiationMessage.COUNTER_REQUEST, ours, context, message, token, handle);
        }
        return heard(firstRequests.oneAtATime(
                message.getConsumerPid(),
                () -> startedBy(message, context, token).orElseGet(handle)));
    }

    @Override
    public ServiceResult<ContractNegotiation> notifyOffered(
            ParticipantContext context, ContractOfferMessage message, TokenRepresentation token) {
        Supplier<ServiceResult<ContractNegotiation>> handle = () -> edc.notifyOffered(context, message, token);
        return message.getConsumerPid() == null
                ? handle.get()
                : receive(NegotiationMessage.OFFER, message.getConsumerPid(), context, message, token, handle);
    }

    @Override
    public ServiceResult<ContractNegotiation> notifyAccepted(
            ParticipantContext context, ContractNegotiationEventMessage message, TokenRepresentation token) {
        return receive(
                NegotiationMessage.ACCEPTANCE,
                message.getProcessId(),
                context,
                message,
                token,
                () -> edc.notifyAccepted(context, message, token));
    }

    @Override
    public ServiceResult<ContractNegotiation> notifyAgreed(
            ParticipantContext context, ContractAgreementMessage message, TokenRepresentation token) {
        return receive(
                NegotiationMessage.AGREEMENT,
                message.getProcessId(),
                context,
                message,
                token,
                () -> edc.notifyAgreed(context, message, token));
    }

    @Override
    public ServiceResult<ContractNegotiation> notifyVerified(
            ParticipantContext context, ContractAgreementVerificationMessage message, TokenRepresentation token) {
        return receive(
                NegotiationMessage.VERIFICATION,
                message.getProcessId(),
                context,
                message,
                token,
                () -> edc.notifyVerified(context, message, token));
    }

    @Override
    public ServiceResult<ContractNegotiation> notifyFinalized(
            ParticipantContext context, ContractNegotiationEventMessage message, TokenRepresentation token) {
        return receive(
                NegotiationMessage.FINALIZATION,
                message.getProcessId(),
                context,
                message,
                token,
                () -> edc.notifyFinalized(context, message, token));
    }

    @Override
    public ServiceResult<ContractNegotiation> notifyTerminated(
            ParticipantContext context, ContractNegotiationTerminationMessage message, TokenRepresentation token) {
        return receive(
                NegotiationMessage.TERMINATION,
                message.getProcessId(),
                context,
                message,
                token,
                () -> ReceivedReason.during(
                        message.getRejectionReason(), () -> edc.notifyTerminated(context, message, token)));
    }

    @Override
    public ServiceResult<ContractNegotiation> findById(
            ParticipantContext context, ContractNegotiationRequestMessage message, TokenRepresentation token) {
        return edc.findById(context, message, token);
    }

    private ServiceResult<ContractNegotiation> receive(
            NegotiationMessage kind,
            String id,
            ParticipantContext context,
            ContractRemoteMessage message,
            TokenRepresentation token,
            Supplier<ServiceResult<ContractNegotiation>> handle) {
        return heard(reception.receive(new Message<>(
                () -> standing(kind, id, message.getId()),
                handle,
                () -> ask(id, message.getProtocol(), context, token))));
    }

    /** Who got something through to us can be reached, perhaps since a moment ago. */
    private ServiceResult<ContractNegotiation> heard(ServiceResult<ContractNegotiation> answer) {
        return answer.onSuccess(negotiation -> heard.accept(negotiation.getCounterPartyId()));
    }

    private Standing standing(NegotiationMessage kind, String id, String messageId) {
        var ours = negotiations.findById(id);
        return ours == null ? Standing.WRONG : kind.standing(ours, messageId);
    }

    /** What EDC answers to the sender's question about a negotiation: a failure unless it is the sender's own. */
    private ServiceResult<ContractNegotiation> ask(
            String id, String protocol, ParticipantContext context, TokenRepresentation token) {
        var question = ContractNegotiationRequestMessage.Builder.newInstance()
                .negotiationId(id)
                .protocol(protocol)
                .build();
        return edc.findById(context, question, token);
    }

    /** The negotiation that an earlier copy of this first request started; another's with the same id is not shown. */
    private Optional<ServiceResult<ContractNegotiation>> startedBy(
            ContractRequestMessage message, ParticipantContext context, TokenRepresentation token) {
        return findStarted(message.getConsumerPid())
                .map(started -> ask(started.getId(), message.getProtocol(), context, token))
                .filter(ServiceResult::succeeded)
                .map(started -> isSameOffer(started.getContent(), message)
                        ? started
                        : ServiceResult.conflict("Process %s was already started with another offer"
                                .formatted(message.getConsumerPid())));
    }

    private Optional<ContractNegotiation> findStarted(String consumerPid) {
        var query = QuerySpec.Builder.newInstance()
                .filter(criterion("correlationId", "=", consumerPid))
                .filter(criterion("type", "=", ContractNegotiation.Type.PROVIDER.name()))
                .limit(1)
                .build();
        try (var found = negotiations.queryNegotiations(query)) {
            return found.findFirst();
        }
    }

    private static boolean isSameOffer(ContractNegotiation started, ContractRequestMessage message) {
        var first = started.getContractOffers().get(0);
        return Objects.equals(first.getId(), message.getContractOffer().getId());
    }
}
