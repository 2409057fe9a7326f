// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.transactions;

/** Tells of the end of the current thread's transaction. */
@FunctionalInterface
public interface Commits {

    /** Runs the task once the transaction is committed, never after a rollback; at once outside of a transaction. */
    void afterCommit(Runnable task);
}
