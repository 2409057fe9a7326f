// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance.dsp;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.eclipse.edc.connector.controlplane.asset.spi.index.AssetIndex;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyDefinitionStore;
import org.eclipse.edc.connector.controlplane.services.spi.contractnegotiation.ContractNegotiationService;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.participantcontext.single.spi.SingleParticipantContextSupplier;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Setting;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.sluis.extensions.policyenforcement.approval.Inbox;
import org.sluis.policies.usage.house.HouseRulesVersions;

/**
 * What the suite presumes of a connector under test: seeds, a way to tell it what to do, and people who say what the tests want said.
 * Every message is the product's own. House rules leave all terms to people, and these are played.
 */
public final class DspSuiteExtension implements ServiceExtension {

    private static final String ASK = """
            {"version": 1, "rules": [], "otherwise": {"provider": "ask", "consumer": "ask"}}
            """;

    @Setting(key = "edc.participant.id")
    private String self;

    @Setting(key = "sluis.public.address")
    private String address;

    @Inject
    private AssetIndex assets;

    @Inject
    private PolicyDefinitionStore policies;

    @Inject
    private ContractDefinitionStore definitions;

    @Inject
    private ContractNegotiationStore negotiations;

    @Inject
    private TransferProcessStore transfers;

    @Inject
    private ContractNegotiationService negotiationService;

    @Inject
    private TransferProcessService transferService;

    @Inject
    private TransactionContext transactions;

    @Inject
    private SingleParticipantContextSupplier participant;

    @Inject
    private HouseRulesVersions houseRules;

    @Inject
    private Inbox inbox;

    private HttpServer webhooks;
    private Player player;

    @Override
    public String name() {
        return "DSP conformance suite";
    }

    @Override
    public void prepare() {
        new Seeds(self, address, new Seeds.Stores(assets, policies, definitions, negotiations)).plant();
        houseRules.set(ASK, "suite", Instant.now());
        player = new Player(List.of(
                new PlayedNegotiations(negotiations, transactions, negotiationService, inbox),
                new PlayedTransfers(transfers, transactions, transferService)));
    }

    @Override
    public void start() {
        var context = participant
                .get()
                .orElseThrow(failure -> new IllegalStateException("no participant: " + failure.getFailureDetail()));
        try {
            webhooks = new Webhooks(context, negotiationService, transferService)
                    .listen(Integer.getInteger("sluis.suite.control"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        player.start();
    }

    @Override
    public void shutdown() {
        player.close();
        webhooks.stop(0);
    }
}
