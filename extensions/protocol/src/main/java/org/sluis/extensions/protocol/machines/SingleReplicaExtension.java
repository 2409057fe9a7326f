// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.machines;

import org.eclipse.edc.runtime.metamodel.annotation.Extension;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ServiceExtension;

/** A connector that shares its database with no other, where nothing else is said. */
@Extension("Sluis: single replica")
public final class SingleReplicaExtension implements ServiceExtension {

    /** Nobody else. */
    @Provider(isDefault = true)
    public Replicas replicas() {
        return Replicas.none();
    }
}
