// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.machines;

import java.util.function.Consumer;

/** The other processes of this company that work on the same database. */
public interface Replicas {

    /** There is something for a machine, committed here; tells the others, returns at once and never fails. */
    void changed(Machine machine);

    /** Is told of what others committed, and of every machine when something may have been missed. */
    void onChange(Consumer<Machine> woken);

    /** No other process works on this database. */
    static Replicas none() {
        return new Replicas() {
            @Override
            public void changed(Machine machine) {
                // Nobody is to be told.
            }

            @Override
            public void onChange(Consumer<Machine> woken) {
                // Nothing comes.
            }
        };
    }
}
