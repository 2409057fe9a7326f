// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.leases;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.edc.runtime.metamodel.annotation.Extension;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.runtime.metamodel.annotation.Setting;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.sql.QueryExecutor;
import org.eclipse.edc.sql.lease.BaseSqlLeaseStatements;
import org.eclipse.edc.sql.lease.SqlLeaseContextBuilderImpl;
import org.eclipse.edc.sql.lease.spi.LeaseStatements;
import org.eclipse.edc.sql.lease.spi.SqlLeaseContextBuilder;
import org.eclipse.edc.sql.lease.spi.SqlLeaseContextBuilderProvider;
import org.eclipse.edc.transaction.datasource.spi.DataSourceRegistry;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.sluis.extensions.protocol.machines.Machine;
import org.sluis.extensions.protocol.machines.StateMachines;
import org.sluis.extensions.protocol.machines.WakeUps;
import org.sluis.extensions.protocol.transactions.Commits;

/**
 * Leases under the name of the replica, for a configured time, taken over when the replica starts again.
 *
 * <p>EDC's default names the holder anew at every start, so that each process in flight at a crash stands still until
 * its lease of a minute runs out.
 */
@Extension("Sluis: leases")
public final class LeasesExtension implements ServiceExtension {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Setting(
            description = "Name of this process among those that share a database",
            key = "sluis.replica",
            defaultValue = "main")
    private String replica;

    @Setting(
            description = "Seconds until another replica may take a process from one that died; longer than one attempt"
                    + " to send a message",
            key = "sluis.protocol.lease-seconds",
            defaultValue = "60")
    private long leaseSeconds;

    @Inject
    private TransactionContext transactions;

    @Inject
    private DataSourceRegistry dataSources;

    @Inject
    private QueryExecutor queries;

    @Inject
    private Clock clock;

    @Inject
    private Monitor monitor;

    @Inject
    private Commits commits;

    @Inject
    private StateMachines machines;

    @Inject
    private WakeUps wakeUps;

    private Leases leases;
    private MachineLeases machineLeases;

    /** The leases of this replica. */
    @Provider
    public Leases leases() {
        if (leases == null) {
            Consumer<String> look = kind -> Machine.moving(kind).forEach(wakeUps::look);
            leases = new Leases(
                    replica,
                    Duration.ofSeconds(leaseSeconds),
                    dataSources,
                    transactions,
                    queries,
                    kind -> commits.afterCommit(() -> look.accept(kind)));
        }
        return leases;
    }

    /** What state machines hold. */
    @Provider
    public MachineLeases machineLeases() {
        if (machineLeases == null) {
            // What an exception left would raise the same one at once.
            machineLeases = new MachineLeases(
                    leases(), kind -> Machine.moving(kind).forEach(machine -> wakeUps.lookAfter(machine, PAUSE)));
        }
        return machineLeases;
    }

    /** How EDC's stores take a lease. */
    @Provider
    public SqlLeaseContextBuilderProvider leaseContextBuilderProvider() {
        return new NamedLeases(new BaseSqlLeaseStatements());
    }

    /** Runs before the state machines start, as these depend on the stores, and the stores on our leases. */
    @Override
    public void start() {
        machines.afterIteration(machineLeases()::releaseAbandoned);
        var dropped = leases().takeOver();
        if (dropped > 0) {
            monitor.info("Took over %d leases of an earlier run of replica %s".formatted(dropped, replica));
        }
    }

    private final class NamedLeases implements SqlLeaseContextBuilderProvider {

        private final LeaseStatements statements;

        private NamedLeases(LeaseStatements statements) {
            this.statements = statements;
        }

        @Override
        public SqlLeaseContextBuilder createContextBuilder(String resourceKind) {
            return SqlLeaseContextBuilderImpl.with(transactions, replica, resourceKind, statements, clock, queries)
                    .forTime(Duration.ofSeconds(leaseSeconds));
        }

        @Override
        public LeaseStatements getStatements() {
            return statements;
        }
    }
}
