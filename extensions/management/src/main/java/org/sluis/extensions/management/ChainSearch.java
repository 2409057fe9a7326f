// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.edc.spi.constants.CoreConstants;
import org.eclipse.edc.spi.query.Criterion;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.identity.did.DidDocuments.UnresolvableDidException;
import org.sluis.policies.usage.DataSpaces;
import org.sluis.policies.usage.Partner;

/** Searches the catalogs that the authorities of our data spaces publish of what their members offer. */
final class ChainSearch {

    /** How many datasets one authority is asked for. */
    static final int MOST = 200;

    private static final String SLUIS = "https://w3id.org/sluis/catalog/1/";
    private static final String DSPACE = "https://w3id.org/dspace/2025/1/";

    private final RemoteCatalog catalog;
    private final DataSpaces dataSpaces;
    private final DidDocuments documents;

    ChainSearch(RemoteCatalog catalog, DataSpaces dataSpaces, DidDocuments documents) {
        this.catalog = catalog;
        this.dataSpaces = dataSpaces;
        this.documents = documents;
    }

    /**
     * What is searched for; what is absent does not count.
     *
     * @param text words, each of which must begin a word of the dataset or of its owner's name
     * @param partner identifier of the owner
     */
    record Wanted(Optional<String> text, Optional<String> product, Optional<String> partner) {

        List<Criterion> criteria() {
            var all = new ArrayList<Criterion>();
            text.ifPresent(value -> all.add(Criterion.criterion(SLUIS + "text", "=", value)));
            product.ifPresent(value ->
                    all.add(Criterion.criterion(CoreConstants.EDC_NAMESPACE + ShareProperties.PRODUCT, "=", value)));
            partner.ifPresent(value -> all.add(Criterion.criterion(DSPACE + "participantId", "=", value)));
            return all;
        }
    }

    /**
     * A dataset that a member offers, as an authority read it.
     *
     * @param participant who offers it
     * @param readAt when the authority read that last
     * @param staleSince since when the authority could not; empty if it could the last time
     */
    record Found(
            String participant,
            RemoteCatalog.Dataset dataset,
            Optional<Instant> readAt,
            Optional<Instant> staleSince) {}

    /**
     * What an authority answered.
     *
     * @param problem why it could not be searched; empty if it could
     */
    record Answer(String authority, List<Found> found, Optional<String> problem) {}

    /** Asks every authority; one that does not answer leaves the others. */
    List<Answer> search(Wanted wanted) {
        return dataSpaces.authorities().stream()
                .map(authority -> ask(authority, wanted))
                .toList();
    }

    private Answer ask(String authority, Wanted wanted) {
        try {
            var id = new Did(authority);
            var address = documents.resolve(id).service(DidDocument.CATALOG_SERVICE);
            if (address.isEmpty()) {
                documents.refresh(id);
                return failed(authority, authority + " publishes no catalog of its members");
            }
            return ask(authority, address.get(), wanted);
        } catch (UnresolvableDidException e) {
            return failed(authority, e.getMessage());
        } catch (Refusal e) {
            return failed(authority, e.getMessage());
        }
    }

    private Answer ask(String authority, URI address, Wanted wanted) {
        var partner = new Partner(authority, authority, address.toString(), List.of(), Optional.empty());
        var found = new ArrayList<Found>();
        for (var member : catalog.catalogs(partner, wanted.criteria(), MOST)) {
            var participant = text(member, DSPACE + "participantId").orElse("");
            for (var dataset : RemoteCatalog.objects(member.get(RemoteCatalog.DCAT + "dataset"))) {
                found.add(new Found(
                        participant,
                        new RemoteCatalog.Dataset(dataset.getString("@id", ""), dataset, Map.of()),
                        time(member, SLUIS + "readAt"),
                        time(member, SLUIS + "staleSince")));
            }
        }
        return new Answer(authority, List.copyOf(found), Optional.empty());
    }

    private static Answer failed(String authority, String problem) {
        return new Answer(authority, List.of(), Optional.of(problem));
    }

    private static Optional<Instant> time(JsonObject object, String key) {
        try {
            return text(object, key).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonObject object, String key) {
        return RemoteCatalog.objects(object.get(key)).stream()
                .map(value -> value.containsKey("@id") ? value.get("@id") : value.get("@value"))
                .filter(JsonString.class::isInstance)
                .map(value -> ((JsonString) value).getString())
                .findFirst();
    }
}
