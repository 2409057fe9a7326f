// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance.dsp;

import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.iam.AudienceResolver;
import org.eclipse.edc.spi.iam.IdentityService;
import org.eclipse.edc.spi.system.ServiceExtension;

/** Lets the suite in without proofs, and nobody else. */
public final class SuiteSenderExtension implements ServiceExtension {

    @Inject
    private IdentityService product;

    @Inject
    private AudienceResolver audiences;

    @Override
    public String name() {
        return "DSP conformance suite: sender";
    }

    @Provider
    public IdentityService identityService() {
        return sender();
    }

    @Provider
    public AudienceResolver audienceResolver() {
        return sender();
    }

    private SuiteSender sender() {
        return new SuiteSender(System.getProperty("sluis.suite.word"), product, audiences);
    }
}
