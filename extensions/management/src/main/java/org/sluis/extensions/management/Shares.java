// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractDefinition;
import org.eclipse.edc.connector.controlplane.policy.spi.PolicyDefinition;
import org.eclipse.edc.connector.controlplane.services.spi.asset.AssetService;
import org.eclipse.edc.connector.controlplane.services.spi.contractdefinition.ContractDefinitionService;
import org.eclipse.edc.connector.controlplane.services.spi.policydefinition.PolicyDefinitionService;
import org.eclipse.edc.jsonld.spi.JsonLd;
import org.eclipse.edc.participantcontext.single.spi.SingleParticipantContextSupplier;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.constants.CoreConstants;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.result.ServiceFailure;
import org.eclipse.edc.spi.result.ServiceResult;
import org.eclipse.edc.spi.types.domain.DataAddress;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.eclipse.edc.transform.spi.TypeTransformerRegistry;
import org.sluis.policies.usage.Partner;

/** The products that we offer, each as one dataset, two policies and a contract definition of EDC. */
final class Shares {

    /** Instead of the names of partners: all members of our data spaces. */
    static final String MEMBERS = "members";

    private static final String WITH = CoreConstants.EDC_NAMESPACE + "with";
    private static final int MOST = 1000;

    private final AssetService assets;
    private final PolicyDefinitionService policies;
    private final ContractDefinitionService definitions;
    private final TransactionContext transaction;
    private final JsonLd jsonLd;
    private final TypeTransformerRegistry transformers;
    private final SingleParticipantContextSupplier participant;

    Shares(
            AssetService assets,
            PolicyDefinitionService policies,
            ContractDefinitionService definitions,
            TransactionContext transaction,
            JsonLd jsonLd,
            TypeTransformerRegistry transformers,
            SingleParticipantContextSupplier participant) {
        this.assets = assets;
        this.policies = policies;
        this.definitions = definitions;
        this.transaction = transaction;
        this.jsonLd = jsonLd;
        this.transformers = transformers.forContext("management-api");
        this.participant = participant;
    }

    /** Who sees a share. */
    sealed interface Audience {

        /** These partners and nobody else. */
        record Named(List<Partner> partners) implements Audience {
            public Named {
                partners = List.copyOf(partners);
            }
        }

        /** All members of a data space: those with one of these authorities, which see it too and show it to their members. */
        record Members(List<String> authorities) implements Audience {
            public Members {
                authorities = List.copyOf(authorities);
            }
        }
    }

    /**
     * A product, disclosed in one way to those who see it.
     *
     * @param name tells shares of one product apart
     */
    record Share(String product, String disclosure, String name, Audience audience) {

        List<Partner> partners() {
            return audience instanceof Audience.Named named ? named.partners() : List.of();
        }

        private String with() {
            return audience instanceof Audience.Named named
                    ? String.join(
                            " ", named.partners().stream().map(Partner::id).toList())
                    : MEMBERS;
        }

        private ObjectNode accessPolicy() {
            return audience instanceof Audience.Members members
                    ? AccessPolicy.members(members.authorities())
                    : AccessPolicy.only(partners());
        }

        String dataset() {
            return "urn:sluis:" + product + ":" + name;
        }
    }

    /** Offers the product from now on; all or nothing. Answers the dataset's identifier. */
    String create(Share share, JsonNode policy) {
        var dataset = share.dataset();
        var contractPolicy = policy(policy);
        var accessPolicy = policy(share.accessPolicy());
        var owner = participant
                .get()
                .orElseThrow(failure -> new IllegalStateException("no participant: " + failure.getFailureDetail()))
                .getParticipantContextId();
        transaction.execute(() -> {
            require(assets.create(asset(share, owner)), dataset);
            require(policies.create(definition(dataset + ":access", accessPolicy, owner)), dataset);
            require(policies.create(definition(dataset + ":contract", contractPolicy, owner)), dataset);
            require(definitions.create(offer(dataset, owner)), dataset);
        });
        return dataset;
    }

    /** What is offered, with whom. */
    List<ObjectNode> list() {
        var query = QuerySpec.Builder.newInstance()
                .limit(MOST)
                .filter(Criterion.criterion(CoreConstants.EDC_NAMESPACE + "id", "like", "urn:sluis:%"))
                .build();
        return orRefuse(assets.search(query), "the shares").stream()
                .map(Shares::json)
                .toList();
    }

    /** How a dataset is disclosed to its partners; empty if there is no such dataset. */
    Optional<String> disclosure(String dataset) {
        return Optional.ofNullable(assets.findById(dataset))
                .map(asset -> (String) asset.getProperty(CoreConstants.EDC_NAMESPACE + ShareProperties.DISCLOSURE));
    }

    private static ObjectNode json(Asset asset) {
        var json = Answers.JSON.createObjectNode().put("id", asset.getId());
        for (var property : ShareProperties.PUBLISHED) {
            json.put(property, (String) asset.getProperty(CoreConstants.EDC_NAMESPACE + property));
        }
        var with = json.putArray("with");
        if (asset.getPrivateProperty(WITH) instanceof String names && !names.isEmpty()) {
            List.of(names.split(" ", -1)).forEach(with::add);
        }
        return json;
    }

    private static Asset asset(Share share, String owner) {
        return Asset.Builder.newInstance()
                .id(share.dataset())
                .participantContextId(owner)
                .property(CoreConstants.EDC_NAMESPACE + ShareProperties.NAME, share.name())
                .property(CoreConstants.EDC_NAMESPACE + ShareProperties.PRODUCT, share.product())
                .property(CoreConstants.EDC_NAMESPACE + ShareProperties.DISCLOSURE, share.disclosure())
                .privateProperty(WITH, share.with())
                .dataAddress(DataAddress.Builder.newInstance()
                        .type(ShareProperties.ADDRESS_TYPE)
                        .property(CoreConstants.EDC_NAMESPACE + ShareProperties.PRODUCT, share.product())
                        .property(CoreConstants.EDC_NAMESPACE + ShareProperties.DISCLOSURE, share.disclosure())
                        .build())
                .build();
    }

    private static PolicyDefinition definition(String id, Policy policy, String owner) {
        return PolicyDefinition.Builder.newInstance()
                .id(id)
                .participantContextId(owner)
                .policy(policy)
                .build();
    }

    private static ContractDefinition offer(String dataset, String owner) {
        return ContractDefinition.Builder.newInstance()
                .id(UUID.randomUUID().toString())
                .participantContextId(owner)
                .accessPolicyId(dataset + ":access")
                .contractPolicyId(dataset + ":contract")
                .assetsSelectorCriterion(Criterion.criterion(CoreConstants.EDC_NAMESPACE + "id", "=", dataset))
                .build();
    }

    private Policy policy(JsonNode policy) {
        try (var reader = Json.createReader(new StringReader(policy.toString()))) {
            JsonObject written = reader.readObject();
            return jsonLd.expand(written)
                    .compose(expanded -> transformers.transform(expanded, Policy.class))
                    .orElseThrow(failure -> Refusal.invalid("policy: " + failure.getFailureDetail()));
        }
    }

    private static void require(ServiceResult<?> result, String dataset) {
        if (result.failed()) {
            throw refusal(result.getFailure(), dataset);
        }
    }

    static <T> T orRefuse(ServiceResult<T> result, String what) {
        return result.orElseThrow(failure -> refusal(failure, what));
    }

    private static Refusal refusal(ServiceFailure failure, String what) {
        return switch (failure.getReason()) {
            case CONFLICT -> new Refusal(409, "Exists already", what + " exists already; give the share another name");
            case NOT_FOUND -> Refusal.notFound(failure.getFailureDetail());
            case BAD_REQUEST -> Refusal.invalid(failure.getFailureDetail());
            default -> new Refusal(500, "Not done", what + ": " + failure.getFailureDetail());
        };
    }
}
