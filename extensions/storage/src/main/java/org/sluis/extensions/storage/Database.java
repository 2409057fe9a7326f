// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

/** How to reach one company's PostgreSQL database, embedded or external. */
public record Database(String url, String user, String password) {

    /** The password stays out of logs. */
    @Override
    public String toString() {
        return "Database[" + url + ", user " + user + "]";
    }
}
