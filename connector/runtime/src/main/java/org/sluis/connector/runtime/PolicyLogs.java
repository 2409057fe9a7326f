// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.sluis.extensions.identity.keys.SecretStore;
import org.sluis.extensions.policylog.PolicyLog;
import org.sluis.extensions.policylog.capture.LoggedDecisions;
import org.sluis.extensions.policylog.capture.LoggedEvents;
import org.sluis.extensions.policylog.capture.Recorder;
import org.sluis.extensions.policylog.projection.Projection;
import org.sluis.extensions.policylog.publication.LogKeys;
import org.sluis.extensions.policylog.segments.SegmentedLog;
import org.sluis.extensions.storage.PostgresLogRows;
import org.sluis.extensions.storage.StorageException;
import org.sluis.policies.log.leaf.CorruptLogException;
import org.sluis.policies.usage.Pseudonyms;

/** The company's policy log, opened; what is decided and what happens is recorded in it. */
record PolicyLogs(
        PolicyLog log,
        LogKeys keys,
        Pseudonyms pseudonyms,
        Projection projection,
        LoggedDecisions decisions,
        LoggedEvents events)
        implements AutoCloseable {

    /** Below which the log is on the public listener. */
    static final String PATH = "/plog";

    private static final String VERSION = "sluis 0.1.0";

    /**
     * Opens the log and brings the rows for queries up to it.
     *
     * @throws StorageException if the log cannot be used; the message says what to do
     */
    static PolicyLogs open(Path folder, Configuration configuration, SecretStore secrets, DataSource database) {
        var clock = Clock.systemUTC();
        var keys = LogKeys.open(
                secrets, URI.create(configuration.listeners().open().address()).getAuthority(), clock);
        var log = open(folder, configuration, clock);
        try {
            var projection = new Projection(log, new PostgresLogRows(database, configuration.replica())).start();
            var recorder = new Recorder(
                    log, keys.streams(), projection, configuration.participant().id(), VERSION, clock);
            return new PolicyLogs(
                    log,
                    keys,
                    Secrets.pseudonyms(secrets),
                    projection,
                    new LoggedDecisions(recorder),
                    new LoggedEvents(recorder, clock.instant()));
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /** The keys are apart from the log: copies of the log outlive what was erased from it. */
    private static PolicyLog open(Path folder, Configuration configuration, Clock clock) {
        var logs = folder.resolve(configuration.data()).resolve("policy-log");
        try {
            return SegmentedLog.open(logs, folder.resolve("keys").resolve("policy-log"), clock);
        } catch (IOException | CorruptLogException e) {
            throw new StorageException("the policy log in " + logs + " cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        projection.close();
        log.close();
    }
}
