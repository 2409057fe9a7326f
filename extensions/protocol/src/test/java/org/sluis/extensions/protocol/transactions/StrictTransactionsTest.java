// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.edc.spi.EdcException;
import org.eclipse.edc.spi.persistence.EdcPersistenceException;
import org.eclipse.edc.transaction.spi.local.LocalTransactionResource;
import org.junit.jupiter.api.Test;

class StrictTransactionsTest {

    private final List<String> seen = new ArrayList<>();
    private final StrictTransactions transactions = new StrictTransactions();

    @Test
    void tellTheCallerThatTheCommitFailed() {
        transactions.registerResource(resource("one", true));

        assertThatThrownBy(() -> transactions.execute(() -> "as if saved"))
                .isInstanceOf(EdcPersistenceException.class)
                .hasMessageContaining("commit");
    }

    @Test
    void endEveryResourceEvenWhenOneFails() {
        transactions.registerResource(resource("one", true));
        transactions.registerResource(resource("two", false));

        assertThatThrownBy(() -> transactions.execute(() -> "as if saved")).isInstanceOf(EdcPersistenceException.class);

        assertThat(seen).contains("commit one", "commit two");
    }

    @Test
    void rollBackAfterAnError() {
        transactions.registerResource(resource("one", false));

        assertThatThrownBy(() -> transactions.execute(() -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);

        assertThat(seen).containsExactly("rollback one");
    }

    @Test
    void rollBackWhatAnInnerBlockFailedAtEvenWhenTheOuterGoesOn() {
        transactions.registerResource(resource("one", false));

        transactions.execute(() -> {
            assertThatThrownBy(() -> transactions.execute(() -> {
                        throw new IllegalStateException("inner");
                    }))
                    .isInstanceOf(EdcException.class);
        });

        assertThat(seen).containsExactly("rollback one");
    }

    @Test
    void commitOnceForNestedBlocks() {
        transactions.registerResource(resource("one", false));

        transactions.execute(() -> transactions.execute(() -> seen.add("work")));

        assertThat(seen).containsExactly("work", "commit one");
    }

    private LocalTransactionResource resource(String name, boolean failsAtCommit) {
        return new LocalTransactionResource() {
            @Override
            public void start() {
                // nothing to begin
            }

            @Override
            public void commit() {
                seen.add("commit " + name);
                if (failsAtCommit) {
                    throw new EdcException("connection lost");
                }
            }

            @Override
            public void rollback() {
                seen.add("rollback " + name);
            }
        };
    }
}
