// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import org.sluis.extensions.identity.keys.SecretStore;
import org.sluis.extensions.policylog.PolicyLog;
import org.sluis.extensions.policylog.publication.LogKeys;
import org.sluis.extensions.policylog.segments.SegmentedLog;
import org.sluis.extensions.storage.StorageException;
import org.sluis.policies.log.leaf.CorruptLogException;

/** The company's policy log on its disk, and its keys. */
record LogStore(PolicyLog log, LogKeys keys) implements AutoCloseable {

    /**
     * Opens both; makes them at the first start.
     *
     * @throws StorageException if the log cannot be used; the message says what to do
     */
    static LogStore open(Path folder, Configuration configuration, SecretStore secrets) {
        var clock = Clock.systemUTC();
        var host = URI.create(configuration.listeners().open().address()).getAuthority();
        var keys = LogKeys.open(secrets, host, clock);
        var logs = folder.resolve(configuration.data()).resolve("policy-log");
        try {
            // The sealing keys are apart from the log: copies of the log outlive what was erased from it.
            return new LogStore(SegmentedLog.open(logs, folder.resolve("keys").resolve("policy-log"), clock), keys);
        } catch (IOException | CorruptLogException e) {
            throw new StorageException("the policy log in " + logs + " cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            log.close();
        } catch (Exception e) {
            throw new StorageException("the policy log did not close: " + e.getMessage(), e);
        }
    }
}
