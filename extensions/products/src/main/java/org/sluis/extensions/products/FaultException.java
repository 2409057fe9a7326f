// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

/** Reading cannot go on at this place. */
final class FaultException extends Exception {
    private final transient Fault fault;

    FaultException(Fault fault) {
        super(fault.in(Language.EN));
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
