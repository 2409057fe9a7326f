// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.sluis.extensions.identity.did.Did;
import org.sluis.policies.decision.Audience;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;

/** Reads what a member says it offers; believes it about itself only. */
final class CatalogReader {

    private static final int LONGEST_ID = 500;
    private static final int LARGEST_DATASET = 32 * 1024;

    private final Did owner;
    private final String names;
    private int unreadOffers;

    /**
     * A reader of one member's catalog.
     *
     * @param names of the member, by which its datasets are found too
     */
    CatalogReader(Did owner, String names) {
        this.owner = owner;
        this.names = names;
    }

    /** How many offers were left out, since their terms cannot be read: nobody knows for whom they are. */
    int unreadOffers() {
        return unreadOffers;
    }

    /** The datasets of a page in expanded JSON-LD that have an offer. */
    List<MemberDataset> read(JsonNode catalog) throws CatalogException {
        if (!has(catalog.path("@type"), Terms.DCAT + "Catalog")) {
            throw new CatalogException("it answered with something that is no catalog");
        }
        for (var participant : catalog.path(Terms.DSPACE + "participantId")) {
            requireOwner(participant, "its catalog");
        }
        var datasets = new ArrayList<MemberDataset>();
        for (var dataset : catalog.path(Terms.DCAT + "dataset")) {
            read(dataset, datasets);
        }
        return List.copyOf(datasets);
    }

    private void read(JsonNode shown, List<MemberDataset> datasets) throws CatalogException {
        var id = shown.path("@id").asText();
        if (id.isEmpty() || id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw new CatalogException("a dataset has no identifier of 1 to " + LONGEST_ID + " characters");
        }
        var written = shown.toString();
        if (written.length() > LARGEST_DATASET) {
            throw new CatalogException("dataset " + id + " takes more than " + LARGEST_DATASET + " characters");
        }
        if (written.contains("\\u0000") || written.codePoints().anyMatch(CatalogReader::isHalfOfAPair)) {
            throw new CatalogException("dataset " + id + " has characters that are no text");
        }
        var offers = new ArrayList<MemberDataset.Offer>();
        for (var policy : shown.path(Terms.ODRL + "hasPolicy")) {
            offer(id, policy).ifPresent(offers::add);
        }
        if (!offers.isEmpty()) {
            datasets.add(new MemberDataset(
                    id,
                    text(shown.path(Terms.EDC + "product")),
                    Words.of(id + " " + names + " " + texts(shown)),
                    description(id, shown),
                    offers));
        }
    }

    private static boolean isHalfOfAPair(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private Optional<MemberDataset.Offer> offer(String dataset, JsonNode written) throws CatalogException {
        for (var assigner : written.path(Terms.ODRL + "assigner")) {
            requireOwner(assigner, "dataset " + dataset);
        }
        if (written instanceof ObjectNode offer
                && PolicyReader.read(plain(offer)) instanceof Reading.Valid valid
                && valid.policy().target().map(dataset::equals).orElse(true)) {
            return Optional.of(new MemberDataset.Offer(Audience.of(valid.policy()), offer));
        }
        unreadOffers++;
        return Optional.empty();
    }

    private void requireOwner(JsonNode named, String what) throws CatalogException {
        var name = named.path("@id").asText(named.path("@value").asText());
        if (!name.equals(owner.value())) {
            throw new CatalogException(what + " is in the name of " + (Did.isOne(name) ? name : "somebody else")
                    + "; a member may offer only what is its own");
        }
    }

    /** All but offers and addresses: where the owner is, is known from its membership. */
    private static ObjectNode description(String id, JsonNode shown) {
        var description = JsonNodeFactory.instance.objectNode().put("@id", id);
        description.putArray("@type").add(Terms.DCAT + "Dataset");
        shown.properties().forEach(property -> {
            if (isDescriptive(property.getKey())) {
                description.set(property.getKey(), property.getValue());
            }
        });
        var distributions = description.putArray(Terms.DCAT + "distribution");
        for (var distribution : shown.path(Terms.DCAT + "distribution")) {
            var kept = distributions.addObject();
            kept.putArray("@type").add(Terms.DCAT + "Distribution");
            kept.set(Terms.DCT + "format", distribution.path(Terms.DCT + "format"));
        }
        return description;
    }

    private static boolean isDescriptive(String key) {
        return !key.startsWith("@")
                && !key.startsWith(Terms.ODRL)
                && !key.startsWith(Terms.DSPACE)
                && !key.startsWith(Terms.SLUIS)
                && !key.startsWith(Terms.DCAT);
    }

    private static String texts(JsonNode shown) {
        var all = new StringBuilder();
        shown.properties().forEach(property -> {
            if (!property.getKey().startsWith("@")) {
                property.getValue()
                        .forEach(value ->
                                all.append(value.path("@value").asText()).append(' '));
            }
        });
        return all.toString();
    }

    private static Optional<String> text(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(value -> value.path("@value").asText())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static boolean has(JsonNode values, String wanted) {
        return StreamSupport.stream(values.spliterator(), false).anyMatch(value -> wanted.equals(value.asText()));
    }

    /** Takes off the wrapping that JSON-LD expansion put on. */
    private static JsonNode plain(JsonNode node) {
        if (node instanceof ArrayNode array) {
            if (array.size() == 1) {
                return plain(array.get(0));
            }
            var plain = array.arrayNode();
            array.forEach(member -> plain.add(plain(member)));
            return plain;
        }
        if (node instanceof ObjectNode object) {
            if (object.size() == 1 && object.path("@value").isTextual()) {
                return object.get("@value");
            }
            var plain = object.objectNode();
            object.properties().forEach(entry -> plain.set(entry.getKey(), plain(entry.getValue())));
            return plain;
        }
        return node;
    }
}
