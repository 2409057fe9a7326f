// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

/** A control plane that is told how pushes end. */
@FunctionalInterface
public interface TransferEnds {

    /** Completes or terminates the transfer; false if that cannot be now and is to be tried again. */
    boolean tell(String transfer, Push.Ending ending);
}
