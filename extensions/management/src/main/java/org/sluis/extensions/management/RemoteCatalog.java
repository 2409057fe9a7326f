// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.services.spi.catalog.CatalogService;
import org.eclipse.edc.http.spi.EdcHttpClientException;
import org.eclipse.edc.jsonld.spi.JsonLd;
import org.eclipse.edc.participantcontext.single.spi.SingleParticipantContextSupplier;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.constants.CoreConstants;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.response.ResponseStatus;
import org.eclipse.edc.spi.response.StatusResult;
import org.eclipse.edc.transform.spi.TypeTransformerRegistry;
import org.sluis.policies.usage.Partner;

/** What a partner offers us, asked from it now. */
final class RemoteCatalog {

    /** DSP 2025-1 over HTTP, as EDC names it. */
    static final String PROTOCOL = "dataspace-protocol-http:2025-1";

    static final String DCAT = "http://www.w3.org/ns/dcat#";
    private static final String ODRL = "http://www.w3.org/ns/odrl/2/";
    private static final int PAGE = 500;
    private static final int MOST = 20_000;
    private static final long PATIENCE_SECONDS = 30;

    private final CatalogService catalogs;
    private final SingleParticipantContextSupplier participant;
    private final JsonLd jsonLd;
    private final TypeTransformerRegistry transformers;

    RemoteCatalog(
            CatalogService catalogs,
            SingleParticipantContextSupplier participant,
            JsonLd jsonLd,
            TypeTransformerRegistry transformers) {
        this.catalogs = catalogs;
        this.participant = participant;
        this.jsonLd = jsonLd;
        this.transformers = transformers.forContext("management-api");
    }

    /**
     * A dataset.
     *
     * @param expanded JSON-LD in expanded form
     * @param written the whole catalog as the partner wrote it, by identifier
     */
    record Dataset(String id, JsonObject expanded, Map<String, JsonNode> written) {

        List<Offer> offers() {
            return objects(expanded.get(ODRL + "hasPolicy")).stream()
                    .map(offer -> new Offer(offer.getString("@id", ""), offer, written.get(offer.getString("@id", ""))))
                    .toList();
        }

        Optional<String> property(String iri) {
            return objects(expanded.get(iri)).stream()
                    .map(value -> value.getString("@value", null))
                    .filter(value -> value != null)
                    .findFirst();
        }
    }

    /** An offer of a dataset, expanded and as the partner wrote it. */
    record Offer(String id, JsonObject expanded, JsonNode written) {}

    /** All that a partner offers us, page by page. */
    List<Dataset> of(Partner partner) {
        var all = new ArrayList<Dataset>();
        var page = page(partner, List.of(), 0);
        all.addAll(page);
        while (page.size() == PAGE) {
            if (all.size() >= MOST) {
                throw new Refusal(
                        502, "Catalog too large", partner.name() + " offers more than " + MOST + " datasets at once");
            }
            page = page(partner, List.of(), all.size());
            all.addAll(page);
        }
        return all;
    }

    /** A dataset that a partner offers us. A partner that knows no filters shows all it has. */
    Dataset dataset(Partner partner, String id) {
        var wanted = List.of(Criterion.criterion(CoreConstants.EDC_NAMESPACE + "id", "=", id));
        var offset = 0;
        List<Dataset> page;
        do {
            page = page(partner, wanted, offset);
            var found = page.stream().filter(dataset -> dataset.id().equals(id)).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            offset += page.size();
        } while (page.size() == PAGE && offset < MOST);
        throw Refusal.notFound(partner.name() + " offers us no dataset '" + id + "'; see what it offers");
    }

    /** The first so many catalogs within a catalog that meet the filters, in expanded form. */
    List<JsonObject> catalogs(Partner partner, List<Criterion> filters, int limit) {
        return objects(expand(partner, body(partner, filters, 0, limit)).get(DCAT + "catalog"));
    }

    private byte[] body(Partner partner, List<Criterion> filters, int offset, int limit) {
        var query = QuerySpec.Builder.newInstance()
                .filter(filters)
                .offset(offset)
                .limit(limit)
                .build();
        return await(partner, catalogs.requestCatalog(context(), partner.id(), address(partner), PROTOCOL, query));
    }

    private List<Dataset> page(Partner partner, List<Criterion> filters, int offset) {
        var body = body(partner, filters, offset, PAGE);
        var written = written(partner, body);
        return objects(expand(partner, body).get(DCAT + "dataset")).stream()
                .map(dataset -> new Dataset(dataset.getString("@id", ""), dataset, written))
                .toList();
    }

    /** The offer's policy as EDC holds it, completed with what its place in the catalog says. */
    Policy policy(Partner partner, Dataset dataset, Offer offer) {
        return transformers
                .transform(offer.expanded(), Policy.class)
                .orElseThrow(failure -> new Refusal(
                        502, "Partner's answer not understood", "the offer's policy: " + failure.getFailureDetail()))
                .toBuilder()
                .target(dataset.id())
                .assigner(partner.id())
                .build();
    }

    org.eclipse.edc.participantcontext.spi.types.ParticipantContext context() {
        return participant
                .get()
                .orElseThrow(failure -> new IllegalStateException("no participant: " + failure.getFailureDetail()));
    }

    /** Where the partner listens for this protocol version. */
    static String address(Partner partner) {
        var address = partner.address().replaceAll("/+$", "");
        return address.endsWith("/2025-1") ? address : address + "/2025-1";
    }

    private static byte[] await(Partner partner, CompletableFuture<StatusResult<byte[]>> answer) {
        try {
            var result = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (result.failed()) {
                throw result.getFailure().status() == ResponseStatus.FATAL_ERROR
                        ? unanswered(partner, result.getFailureDetail())
                        : failing(partner, result.getFailureDetail());
            }
            return result.getContent();
        } catch (ExecutionException e) {
            var why = String.valueOf(e.getCause().getMessage());
            throw isOnTheWay(e) ? failing(partner, why) : unanswered(partner, why);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new Refusal(
                    504, "Partner too slow", partner.name() + " did not answer within " + PATIENCE_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(503, "Stopping", "this connector is stopping");
        }
    }

    /** Whether the request or its answer was lost, or the partner failed at it: then nobody judged who we are. */
    private static boolean isOnTheWay(ExecutionException failure) {
        return Stream.iterate(failure.getCause(), cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof IOException || cause instanceof EdcHttpClientException);
    }

    private static Refusal failing(Partner partner, String detail) {
        return new Refusal(
                503,
                "Partner failed",
                partner.name() + " at " + partner.address() + " could not answer for its catalog: " + detail);
    }

    private static Refusal unanswered(Partner partner, String detail) {
        return new Refusal(
                502, "No catalog from partner", partner.name() + " at " + partner.address() + " gave none: " + detail);
    }

    private JsonObject expand(Partner partner, byte[] body) {
        try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
            return jsonLd.expand(reader.readObject())
                    .orElseThrow(failure -> unanswered(partner, failure.getFailureDetail()));
        } catch (JsonException e) {
            throw unanswered(partner, "its answer is not JSON");
        }
    }

    private static Map<String, JsonNode> written(Partner partner, byte[] body) {
        try {
            var byId = new HashMap<String, JsonNode>();
            for (var parent : Answers.JSON.readTree(body).findParents("@id")) {
                byId.put(parent.path("@id").asText(), parent);
            }
            return byId;
        } catch (IOException e) {
            throw unanswered(partner, "its answer is not JSON");
        }
    }

    static List<JsonObject> objects(JsonValue value) {
        if (value instanceof JsonArray array) {
            return array.stream()
                    .filter(JsonObject.class::isInstance)
                    .map(JsonObject.class::cast)
                    .toList();
        }
        return value instanceof JsonObject object ? List.of(object) : List.of();
    }
}
