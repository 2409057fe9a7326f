// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.edc.connector.controlplane.services.spi.catalog.CatalogService;
import org.eclipse.edc.http.spi.EdcHttpClientException;
import org.eclipse.edc.participantcontext.single.spi.SingleParticipantContextSupplier;
import org.eclipse.edc.participantcontext.spi.types.ParticipantContext;
import org.eclipse.edc.spi.EdcException;
import org.eclipse.edc.spi.response.ResponseStatus;
import org.eclipse.edc.spi.response.StatusResult;
import org.eclipse.edc.spi.result.ServiceResult;
import org.eclipse.edc.transform.spi.TypeTransformerRegistry;
import org.junit.jupiter.api.Test;
import org.sluis.policies.usage.Partner;

/** What a partner's failure to give a catalog is called. */
class RemoteCatalogTest {

    private static final Partner MAKER =
            new Partner("maker", "did:web:maker.example", "https://maker.example/dsp", List.of(), Optional.empty());

    @Test
    void aPartnerThatRefusesUsIsToldFromOneThatFails() {
        assertThat(refusal(answered(ResponseStatus.FATAL_ERROR)).status()).isEqualTo(502);
        assertThat(refusal(answered(ResponseStatus.ERROR_RETRY)).status()).isEqualTo(503);
    }

    @Test
    void anExchangeThatBreaksOffIsNoRefusal() {
        assertThat(refusal(broken(new EdcHttpClientException("it was 500", 500, "")))
                        .status())
                .isEqualTo(503);
        assertThat(refusal(broken(new EdcException("no answer", new IOException("reset"))))
                        .status())
                .isEqualTo(503);
    }

    @Test
    void aTokenThatCouldNotBeMadeIsNotThePartnersFailure() {
        var refusal = refusal(broken(new EdcException("Unable to obtain credentials: no key")));

        assertThat(refusal.status()).isEqualTo(502);
        assertThat(refusal).hasMessageContaining("no key");
    }

    private static CompletableFuture<StatusResult<byte[]>> answered(ResponseStatus status) {
        return CompletableFuture.completedFuture(StatusResult.failure(status, "sorry"));
    }

    private static CompletableFuture<StatusResult<byte[]>> broken(Exception cause) {
        return CompletableFuture.failedFuture(cause);
    }

    private static Refusal refusal(CompletableFuture<StatusResult<byte[]>> answer) {
        var catalogs = stand(CatalogService.class, answer);
        SingleParticipantContextSupplier us = () -> ServiceResult.success(ParticipantContext.Builder.newInstance()
                .participantContextId("us")
                .identity("did:web:us.example")
                .build());
        var transformers = stand(TypeTransformerRegistry.class, null);
        var catalog = new RemoteCatalog(catalogs, us, null, transformers);
        return catchThrowableOfType(Refusal.class, () -> catalog.of(MAKER));
    }

    /** Answers each question alike. */
    private static <T> T stand(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer));
    }
}
