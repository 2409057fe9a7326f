// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

/** The transaction must be run again alone with its agreement. */
final class NeedsExclusiveLock extends RuntimeException {

    NeedsExclusiveLock() {
        super("the use must be decided on alone", null, false, false);
    }
}
