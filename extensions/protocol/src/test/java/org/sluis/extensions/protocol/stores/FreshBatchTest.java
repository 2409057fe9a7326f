// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.junit.jupiter.api.Test;

/** A message may be handled between the moment a batch is read and the moment it is leased. */
class FreshBatchTest {

    private final List<String> released = new ArrayList<>();

    @Test
    void givesBackWhatChangedMeanwhile() {
        var old = transfer("one", TransferProcessStates.STARTED);
        var changed = transfer("one", TransferProcessStates.TERMINATING_REQUESTED);

        var batch = new FreshBatch<TransferProcess>(ids -> List.of(changed), released::add).of(List.of(old));

        assertThat(batch).isEmpty();
        assertThat(released).containsExactly("one");
    }

    @Test
    void keepsTheNewestCopyOfWhatDidNotChange() {
        var old = transfer("one", TransferProcessStates.STARTED);
        var fresh = transfer("one", TransferProcessStates.STARTED);

        var batch = new FreshBatch<TransferProcess>(ids -> List.of(fresh), released::add).of(List.of(old));

        assertThat(batch).singleElement().isSameAs(fresh);
        assertThat(released).isEmpty();
    }

    private static TransferProcess transfer(String id, TransferProcessStates state) {
        return TransferProcess.Builder.newInstance()
                .id(id)
                .state(state.code())
                .stateTimestamp(1)
                .build();
    }
}
