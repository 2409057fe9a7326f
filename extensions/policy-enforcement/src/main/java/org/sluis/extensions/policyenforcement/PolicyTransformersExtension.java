// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.transform.spi.TypeTransformerRegistry;

/** Replaces EDC's registry of transformers; injecting what it replaces makes it come after stock and before its users. */
public final class PolicyTransformersExtension implements ServiceExtension {

    @Inject
    private TypeTransformerRegistry stock;

    @Override
    public String name() {
        return "Policy transformers";
    }

    @Provider
    public TypeTransformerRegistry typeTransformerRegistry() {
        return new ProfileTransformers(stock);
    }
}
