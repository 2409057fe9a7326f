// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.transactions;

import org.eclipse.edc.runtime.metamodel.annotation.Extension;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.transaction.datasource.spi.DataSourceRegistry;
import org.eclipse.edc.transaction.local.LocalDataSourceRegistry;
import org.eclipse.edc.transaction.spi.TransactionContext;

/** Replaces EDC's local transactions by {@link StrictTransactions}. */
@Extension("Sluis: strict transactions")
public final class TransactionsExtension implements ServiceExtension {

    private final StrictTransactions transactions = new StrictTransactions();

    // Never read: asking for what we replace makes EDC start its provider before us, so that ours is the last word.
    @Inject
    private TransactionContext unusedTransactions;

    @Inject
    private DataSourceRegistry unusedDataSources;

    /** The transactions everybody uses. */
    @Provider
    public TransactionContext transactionContext() {
        return transactions;
    }

    /** The ends of {@link #transactionContext()}. */
    @Provider
    public Commits commits() {
        return transactions;
    }

    /** Data sources whose connections take part in {@link #transactionContext()}. */
    @Provider
    public DataSourceRegistry dataSourceRegistry() {
        return new LocalDataSourceRegistry(transactions);
    }
}
