// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.sluis.connector.runtime.ConfigurationFile.InvalidConfigurationException;

/** Keeps listeners without TLS on this machine. */
final class Loopback {

    private Loopback() {}

    static void require(Configuration.Listener listener, String key) throws InvalidConfigurationException {
        try {
            if (InetAddress.getByName(listener.host()).isLoopbackAddress()) {
                return;
            }
        } catch (UnknownHostException e) {
            throw new InvalidConfigurationException(
                    key + ".host '" + listener.host() + "' is not an address of this machine");
        }
        throw new InvalidConfigurationException(key + ".host is " + listener.host()
                + ", but this listener has no TLS yet, so it must be a loopback address such as 127.0.0.1");
    }
}
