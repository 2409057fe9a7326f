// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sluis.extensions.identity.keys.SecretStore;
import org.sluis.extensions.identity.keys.UnusableKeysException;

/** Secrets that last as long as a test. */
public final class InMemorySecrets implements SecretStore {

    private Map<String, byte[]> entries = new LinkedHashMap<>();
    private int replaced;
    private boolean full;

    @Override
    public synchronized Map<String, byte[]> entries() {
        return new LinkedHashMap<>(entries);
    }

    @Override
    public synchronized void replace(Map<String, byte[]> next) {
        if (full) {
            throw new UnusableKeysException("the disk is full in this test");
        }
        entries = new LinkedHashMap<>(next);
        replaced++;
    }

    /** How often the entries were replaced. */
    public synchronized int replaced() {
        return replaced;
    }

    /** From now on nothing can be stored. */
    public synchronized void fill() {
        full = true;
    }
}
