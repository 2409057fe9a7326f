// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.catalog.spi.Catalog;
import org.eclipse.edc.connector.controlplane.catalog.spi.DataService;
import org.eclipse.edc.connector.controlplane.catalog.spi.Dataset;
import org.eclipse.edc.connector.controlplane.catalog.spi.DatasetResolver;
import org.eclipse.edc.connector.controlplane.catalog.spi.DistributionResolver;
import org.eclipse.edc.connector.controlplane.contract.spi.ContractOfferId;
import org.eclipse.edc.participant.spi.ParticipantAgent;
import org.eclipse.edc.participantcontext.spi.types.ParticipantContext;
import org.eclipse.edc.policy.model.PolicyType;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.web.spi.exception.InvalidRequestException;
import org.sluis.extensions.policyenforcement.OfferedAssets.Offered;
import org.sluis.extensions.policyenforcement.Offers.Offer;

/**
 * A participant's catalog: first it is decided which offers the participant may see, then only their datasets are read. What is
 * hidden and what does not exist take the same path and get the same answer.
 */
final class OfferedDatasets implements DatasetResolver {

    /** Datasets in one page. */
    static final int MOST = 1000;

    private final VisibleOffers visible;
    private final OfferedAssets assets;
    private final DistributionResolver distributions;

    OfferedDatasets(VisibleOffers visible, OfferedAssets assets, DistributionResolver distributions) {
        this.visible = visible;
        this.assets = assets;
        this.distributions = distributions;
    }

    @Override
    public Stream<Dataset> query(ParticipantContext context, ParticipantAgent agent, QuerySpec query, String protocol) {
        if (query.getLimit() > MOST || query.getLimit() < 1 || query.getOffset() < 0) {
            throw new InvalidRequestException("A page of the catalog has 1 to " + MOST + " datasets; asked were "
                    + query.getLimit() + " from " + query.getOffset() + " on.");
        }
        Map<String, Offer> offers = visible.to(agent.getIdentity(), context.getParticipantContextId());
        return offers.isEmpty()
                ? Stream.empty()
                : assets.page(offers.keySet(), query).stream().map(offered -> dataset(offered, offers, protocol));
    }

    @Override
    public Dataset getById(ParticipantContext context, ParticipantAgent agent, String id, String protocol) {
        Map<String, Offer> offers = visible.to(agent.getIdentity(), context.getParticipantContextId());
        return assets.find(offers.keySet(), id)
                .map(offered -> dataset(offered, offers, protocol))
                .orElse(null);
    }

    private Dataset dataset(Offered offered, Map<String, Offer> offers, String protocol) {
        Asset asset = offered.asset();
        var dataset = empty(asset)
                .id(asset.getId())
                .distributions(distributions.getDistributions(protocol, asset))
                .properties(asset.getProperties());
        for (String definition : offered.definitions()) {
            var policy = offers.get(definition).contract().written().orElseThrow();
            dataset.offer(
                    ContractOfferId.create(definition, asset.getId()).toString(),
                    policy.toBuilder().type(PolicyType.OFFER).build());
        }
        return dataset.build();
    }

    /** An asset may stand for a catalog elsewhere; EDC shows it with the address of that. */
    private static Dataset.Builder<?, ?> empty(Asset asset) {
        if (!asset.isCatalog()) {
            return Dataset.Builder.newInstance();
        }
        var address = asset.getDataAddress().getStringProperty("https://w3id.org/edc/v0.0.1/ns/baseUrl", null);
        return Catalog.Builder.newInstance()
                .dataService(DataService.Builder.newInstance()
                        .id(Base64.getUrlEncoder().encodeToString(asset.getId().getBytes(StandardCharsets.UTF_8)))
                        .endpointDescription(asset.getDescription())
                        .endpointUrl(address)
                        .build());
    }
}
