// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sluis.extensions.authority.AuthoritySettings;
import org.sluis.extensions.authority.catalog.MemberCatalogs.Listed;

/**
 * Writes a page of the chain's catalog in expanded JSON-LD: a catalog of excerpts of its members' catalogs. Each excerpt has one
 * dataset, who offers it and where, so that a reader turns to the owner; and how fresh it is.
 */
final class ChainCatalogJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final AuthoritySettings authority;

    ChainCatalogJson(AuthoritySettings authority) {
        this.authority = authority;
    }

    ObjectNode page(List<Listed> all) {
        var page = catalog(
                authority.address() + ChainCatalogResource.PATH, authority.id().value(), authority.name());
        var members = page.putArray(Terms.DCAT + "catalog");
        all.forEach(listed -> members.add(excerpt(listed)));
        return page;
    }

    /** Datasets as a page shows them. */
    static ObjectNode datasets(List<MemberDataset> all) {
        var catalog = JSON.objectNode();
        var datasets = catalog.putArray(Terms.DCAT + "dataset");
        all.forEach(dataset -> datasets.add(dataset(dataset, "urn:service")));
        return catalog;
    }

    private static ObjectNode catalog(String id, String participant, String title) {
        var catalog = JSON.objectNode().put("@id", id);
        catalog.putArray("@type").add(Terms.DCAT + "Catalog");
        catalog.putArray(Terms.DSPACE + "participantId").addObject().put("@id", participant);
        value(catalog, Terms.DCT + "title", title);
        return catalog;
    }

    private static ObjectNode excerpt(Listed listed) {
        var owner = listed.member().value();
        var catalog = catalog(owner + "#catalog", owner, listed.legalName());
        value(catalog, Terms.SLUIS + "name", listed.name());
        value(catalog, Terms.SLUIS + "readAt", listed.readAt().toString());
        listed.staleSince().ifPresent(since -> value(catalog, Terms.SLUIS + "staleSince", since.toString()));
        var service = catalog.putArray(Terms.DCAT + "service").addObject().put("@id", owner + "#dsp");
        service.putArray("@type").add(Terms.DCAT + "DataService");
        value(service, Terms.DCAT + "endpointDescription", "dspace:connector");
        value(service, Terms.DCAT + "endpointURL", listed.endpoint().toString());
        catalog.putArray(Terms.DCAT + "dataset").add(dataset(listed.dataset(), owner + "#dsp"));
        return catalog;
    }

    private static ObjectNode dataset(MemberDataset listed, String service) {
        var dataset = listed.description().deepCopy();
        var policies = dataset.putArray(Terms.ODRL + "hasPolicy");
        listed.offers().forEach(offer -> policies.add(offer.policy()));
        dataset.path(Terms.DCAT + "distribution")
                .forEach(distribution -> ((ObjectNode) distribution)
                        .putArray(Terms.DCAT + "accessService")
                        .addObject()
                        .put("@id", service));
        return dataset;
    }

    private static void value(ObjectNode object, String key, String value) {
        object.putArray(key).addObject().put("@value", value);
    }
}
