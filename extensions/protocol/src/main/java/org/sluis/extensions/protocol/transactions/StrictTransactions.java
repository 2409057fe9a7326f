// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.transactions;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.edc.spi.EdcException;
import org.eclipse.edc.spi.persistence.EdcPersistenceException;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.eclipse.edc.transaction.spi.local.LocalTransactionContextManager;
import org.eclipse.edc.transaction.spi.local.LocalTransactionResource;

/**
 * Transactions of one thread that tell the caller when the commit failed.
 *
 * <p>EDC's own context logs a failed commit and returns as if it had worked, so a message would be answered with OK
 * and be lost; and it commits what was written before an {@link Error}.
 */
public final class StrictTransactions implements TransactionContext, LocalTransactionContextManager, Commits {

    private final List<LocalTransactionResource> resources = new CopyOnWriteArrayList<>();
    // Removed at the end of each call, and as many as connectors in this process: nothing piles up.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Running> running = new ThreadLocal<>();

    private static final class Running {
        private final List<TransactionSynchronization> synchronizations = new ArrayList<>();
        private final List<Runnable> afterCommit = new ArrayList<>();
        private boolean failed;
    }

    @Override
    public void registerResource(LocalTransactionResource resource) {
        resources.add(resource);
    }

    @Override
    public void registerSynchronization(TransactionSynchronization synchronization) {
        var current = running.get();
        if (current == null) {
            throw new EdcException("A synchronization can only be registered inside a transaction");
        }
        current.synchronizations.add(synchronization);
    }

    @Override
    public void afterCommit(Runnable task) {
        var current = running.get();
        if (current == null) {
            task.run();
        } else {
            current.afterCommit.add(task);
        }
    }

    @Override
    public void execute(TransactionBlock block) {
        this.<Void>execute(() -> {
            block.execute();
            return null;
        });
    }

    @Override
    public <T> T execute(ResultTransactionBlock<T> block) {
        var outer = running.get();
        return outer == null ? begin(block) : run(block, outer);
    }

    private <T> T begin(ResultTransactionBlock<T> block) {
        var current = new Running();
        var result = begin(block, current);
        current.afterCommit.forEach(Runnable::run);
        return result;
    }

    private <T> T begin(ResultTransactionBlock<T> block, Running current) {
        running.set(current);
        try {
            resources.forEach(LocalTransactionResource::start);
            var result = run(block, current);
            current.synchronizations.forEach(TransactionSynchronization::beforeCompletion);
            end(current);
            return result;
        } catch (RuntimeException | Error e) {
            current.failed = true;
            end(current);
            throw e;
        } finally {
            running.remove();
        }
    }

    private static <T> T run(ResultTransactionBlock<T> block, Running current) {
        try {
            return block.execute();
        } catch (EdcException | Error e) {
            current.failed = true;
            throw e;
        } catch (RuntimeException e) {
            current.failed = true;
            throw new EdcException(e.getMessage(), e);
        }
    }

    /** Ends every resource even when one fails, so that no connection stays with this thread. */
    private void end(Running current) {
        EdcPersistenceException failure = null;
        for (var resource : resources) {
            try {
                if (current.failed) {
                    resource.rollback();
                } else {
                    resource.commit();
                }
            } catch (RuntimeException e) {
                failure = new EdcPersistenceException("The database did not confirm the commit", e);
            }
        }
        // A rollback that fails changes nothing: the database drops what was not committed.
        if (failure != null && !current.failed) {
            throw failure;
        }
    }
}
