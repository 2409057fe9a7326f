// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane.edc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.command.TerminateTransferCommand;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.response.ResponseStatus;
import org.eclipse.edc.spi.result.ServiceResult;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.dataplane.Push.Ending;

/** What the control plane is told of pushes, and what it says. */
class PushFlowControllerTest {
    private final Map<String, Integer> states = new HashMap<>();
    private final List<String> said = new ArrayList<>();
    private boolean busy;

    private TransferProcessService transfers() {
        return (TransferProcessService) Proxy.newProxyInstance(
                TransferProcessService.class.getClassLoader(),
                new Class<?>[] {TransferProcessService.class},
                (proxy, method, values) -> switch (method.getName()) {
                    case "findById" -> process((String) values[0]);
                    case "complete" -> say("complete " + values[0]);
                    case "terminate" -> {
                        var command = (TerminateTransferCommand) values[0];
                        yield say("terminate " + command.getEntityId() + ": " + command.getReason());
                    }
                    default -> throw new AssertionError(method.getName());
                });
    }

    private TransferProcess process(String id) {
        return states.containsKey(id)
                ? TransferProcess.Builder.newInstance()
                        .id(id)
                        .state(states.get(id))
                        .build()
                : null;
    }

    private ServiceResult<Void> say(String what) {
        if (busy) {
            return ServiceResult.conflict("leased");
        }
        said.add(what);
        return ServiceResult.success();
    }

    @Test
    void aPushWithoutDestinationIsRefusedForGood() {
        var refused = new PushFlowController(null, null)
                .start(
                        TransferProcess.Builder.newInstance().id("t").build(),
                        Policy.Builder.newInstance().build());

        assertThat(refused.getFailure().status()).isEqualTo(ResponseStatus.FATAL_ERROR);
        assertThat(refused.getFailureDetail()).contains("destination");
    }

    @Test
    void handlesPushesAndNothingElse() {
        var controller = new PushFlowController(null, null);

        assertThat(controller.canHandle(TransferProcess.Builder.newInstance()
                        .transferType("HttpData-PUSH")
                        .build()))
                .isTrue();
        assertThat(controller.canHandle(TransferProcess.Builder.newInstance()
                        .transferType("HttpData-PULL")
                        .build()))
                .isFalse();
    }

    @Test
    void completesOrTerminatesAStartedTransferOnce() {
        var told = new ToldTransfers(transfers());
        states.put("a", TransferProcessStates.STARTED.code());
        states.put("b", TransferProcessStates.STARTED.code());
        states.put("c", TransferProcessStates.TERMINATED.code());

        assertThat(told.tell("a", new Ending(true, ""))).isTrue();
        assertThat(told.tell("b", new Ending(false, "denied"))).isTrue();
        assertThat(told.tell("c", new Ending(true, ""))).isTrue();
        assertThat(told.tell("unknown", new Ending(true, ""))).isTrue();

        assertThat(said).containsExactly("complete a", "terminate b: denied");
    }

    @Test
    void asksToTellAgainWhatAnotherThreadHolds() {
        states.put("a", TransferProcessStates.STARTED.code());
        busy = true;

        assertThat(new ToldTransfers(transfers()).tell("a", new Ending(true, "")))
                .isFalse();
    }
}
