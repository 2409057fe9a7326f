// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.edc.connector.controlplane.services.spi.catalog.CatalogService;
import org.eclipse.edc.http.spi.EdcHttpClientException;
import org.eclipse.edc.jsonld.TitaniumJsonLd;
import org.eclipse.edc.participantcontext.spi.types.ParticipantContext;
import org.eclipse.edc.spi.EdcException;
import org.eclipse.edc.spi.monitor.ConsoleMonitor;
import org.eclipse.edc.spi.query.QuerySpec;
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

    private static ServiceResult<ParticipantContext> us() {
        return ServiceResult.success(ParticipantContext.Builder.newInstance()
                .participantContextId("us")
                .identity("did:web:us.example")
                .build());
    }

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

    @Test
    void aLongCatalogIsReadPageByPage() {
        assertThat(catalogOf(1_203).of(MAKER))
                .hasSize(1_203)
                .extracting(RemoteCatalog.Dataset::id)
                .doesNotHaveDuplicates();
        assertThat(catalogOf(500).of(MAKER)).hasSize(500);
        assertThat(catalogOf(0).of(MAKER)).isEmpty();
    }

    @Test
    void aDatasetIsFoundAlsoAtAPartnerThatKnowsNoFilters() {
        assertThat(catalogOf(1_203).dataset(MAKER, "urn:d:1100").id()).isEqualTo("urn:d:1100");
        var refusal = catchThrowableOfType(Refusal.class, () -> catalogOf(1_203).dataset(MAKER, "urn:d:9999"));
        assertThat(refusal.status()).isEqualTo(404);
    }

    @Test
    void aCatalogWithoutEndIsRefused() {
        var refusal = catchThrowableOfType(
                Refusal.class, () -> catalogOf(Integer.MAX_VALUE).of(MAKER));
        assertThat(refusal.status()).isEqualTo(502);
        assertThat(refusal).hasMessageContaining("20000");
    }

    /** A partner with so many datasets, that shows all of them whatever the filter. */
    private static RemoteCatalog catalogOf(int size) {
        CatalogService catalogs = CatalogService.class.cast(Proxy.newProxyInstance(
                CatalogService.class.getClassLoader(),
                new Class<?>[] {CatalogService.class},
                (proxy, method, arguments) ->
                        CompletableFuture.completedFuture(StatusResult.success(page(size, (QuerySpec) arguments[4])))));
        return new RemoteCatalog(
                catalogs,
                RemoteCatalogTest::us,
                new TitaniumJsonLd(new ConsoleMonitor()),
                stand(TypeTransformerRegistry.class, null));
    }

    private static byte[] page(int size, QuerySpec query) {
        var datasets = IntStream.range(query.getOffset(), query.getOffset() + query.getLimit())
                .filter(i -> i < size)
                .mapToObj("{\"@id\":\"urn:d:%d\"}"::formatted)
                .collect(Collectors.joining(","));
        return ("{\"@id\":\"urn:catalog\",\"http://www.w3.org/ns/dcat#dataset\":[" + datasets + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static CompletableFuture<StatusResult<byte[]>> answered(ResponseStatus status) {
        return CompletableFuture.completedFuture(StatusResult.failure(status, "sorry"));
    }

    private static CompletableFuture<StatusResult<byte[]>> broken(Exception cause) {
        return CompletableFuture.failedFuture(cause);
    }

    private static Refusal refusal(CompletableFuture<StatusResult<byte[]>> answer) {
        var catalogs = stand(CatalogService.class, answer);
        var transformers = stand(TypeTransformerRegistry.class, null);
        var catalog = new RemoteCatalog(catalogs, RemoteCatalogTest::us, null, transformers);
        return catchThrowableOfType(Refusal.class, () -> catalog.of(MAKER));
    }

    /** Answers each question alike. */
    private static <T> T stand(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer));
    }
}
