// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.sluis.extensions.identity.Wallet;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.wallet.CredentialRequest;

/**
 * What the suite presumes and the product does not have: a token endpoint, and a request to the suite's issuer that is open. Put on
 * the class path of a packaged connector by the tests alone.
 */
public final class SuiteExtension implements ServiceExtension {

    static final String HOLDER_PID = "request-of-the-suite";

    @Inject
    private Wallet wallet;

    private HttpServer tokens;

    @Override
    public String name() {
        return "Conformance suite";
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        var now = Instant.now();
        wallet.ports()
                .requests()
                .open(CredentialRequest.fresh(
                        HOLDER_PID,
                        new Did("did:web:localhost%3A" + Integer.getInteger("sluis.suite.port") + ":issuer"),
                        Set.of("MembershipCredential", "SensitiveDataCredential"),
                        now));
        // The suite delivers by itself; nobody is asked.
        wallet.ports().requests().claimDue(now.plusSeconds(1), now.plus(Duration.ofDays(1)));
        try {
            tokens = TokenEndpoint.start(Integer.getInteger("sluis.suite.control"), wallet.identity());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void shutdown() {
        tokens.stop(0);
    }
}
