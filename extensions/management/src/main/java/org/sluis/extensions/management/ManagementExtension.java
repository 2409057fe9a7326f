// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eclipse.edc.connector.controlplane.services.spi.asset.AssetService;
import org.eclipse.edc.connector.controlplane.services.spi.catalog.CatalogService;
import org.eclipse.edc.connector.controlplane.services.spi.contractagreement.ContractAgreementService;
import org.eclipse.edc.connector.controlplane.services.spi.contractdefinition.ContractDefinitionService;
import org.eclipse.edc.connector.controlplane.services.spi.contractnegotiation.ContractNegotiationService;
import org.eclipse.edc.connector.controlplane.services.spi.policydefinition.PolicyDefinitionService;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.event.TransferProcessEvent;
import org.eclipse.edc.jsonld.spi.JsonLd;
import org.eclipse.edc.participantcontext.single.spi.SingleParticipantContextSupplier;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.runtime.metamodel.annotation.Setting;
import org.eclipse.edc.spi.event.EventRouter;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.spi.system.health.HealthCheckService;
import org.eclipse.edc.spi.types.domain.DataAddress;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.eclipse.edc.transform.spi.TypeTransformerRegistry;
import org.eclipse.edc.validator.spi.DataAddressValidatorRegistry;
import org.eclipse.edc.validator.spi.ValidationResult;
import org.eclipse.edc.validator.spi.Violation;
import org.eclipse.edc.web.jetty.JettyService;
import org.eclipse.edc.web.spi.WebService;
import org.eclipse.edc.web.spi.configuration.ApiContext;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.policyenforcement.AgreementEnds;
import org.sluis.extensions.policyenforcement.OfferForesight;
import org.sluis.extensions.policyenforcement.approval.Inbox;
import org.sluis.extensions.policylog.LogBook;
import org.sluis.extensions.products.ProductReleases;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.Peers;
import org.sluis.extensions.web.PublicListener;
import org.sluis.policies.odrl.Mechanism;
import org.sluis.policies.odrl.Mechanisms;
import org.sluis.policies.usage.Agreement.Side;
import org.sluis.policies.usage.AgreementSeals;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.DataSpaces;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.EndsTold;
import org.sluis.policies.usage.HouseRules;
import org.sluis.policies.usage.Outbox;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.PartyCredentials;
import org.sluis.policies.usage.Pseudonyms;
import org.sluis.policies.usage.ReceivedBodies;
import org.sluis.policies.usage.Releases;
import org.sluis.policies.usage.RunningMechanisms;
import org.sluis.policies.usage.UnverifiedRefusals;
import org.sluis.policies.usage.UsageLedger;
import org.sluis.policies.usage.house.HouseRulesReader;
import org.sluis.policies.usage.house.HouseRulesVersions;

/** Puts the daily verbs of a firm on the management listener, behind keys of named principals. */
public final class ManagementExtension implements ServiceExtension {

    @Setting(key = "edc.participant.id", description = "Identifier of this company")
    private String participantId;

    @Setting(
            key = "sluis.inbox.ending-days",
            description = "Agreements that end within so many days are shown with what waits",
            defaultValue = "14")
    private long endingDays;

    @Setting(key = "sluis.public.address", description = "Under which URL partners reach the public listener")
    private String publicAddress;

    @Setting(key = "sluis.pushed.folder", description = "Where pushed bodies are kept until they are handed over")
    private String pushedFolder;

    @Setting(key = "sluis.pushed.largest", description = "Most bytes of a pushed body", defaultValue = "1073741824")
    private long largestPush;

    @Inject
    private WebService web;

    @Inject
    private JettyService jetty;

    @Inject
    private EventRouter events;

    @Inject
    private Clock clock;

    @Inject
    private Principals principals;

    @Inject
    private ManagementChanges changes;

    @Inject
    private Pseudonyms pseudonyms;

    @Inject
    private Outbox outbox;

    @Inject
    private EndpointReferences references;

    @Inject
    private Partners partners;

    @Inject
    private DataSpaces dataSpaces;

    @Inject
    private Peers peers;

    @Inject
    private Outbound outbound;

    @Inject
    private DidDocuments documents;

    @Inject
    private Agreements agreements;

    @Inject
    private AgreementSeals seals;

    @Inject
    private ReceivedBodies received;

    @Inject
    private AgreementEnds ends;

    @Inject
    private Inbox inbox;

    @Inject
    private OfferForesight offers;

    @Inject
    private UsageLedger ledger;

    @Inject
    private Decisions decisions;

    @Inject
    private PartyCredentials credentials;

    @Inject
    private RunningMechanisms mechanisms;

    @Inject
    private HouseRules houseRules;

    @Inject
    private HouseRulesVersions houseRulesVersions;

    @Inject
    private HouseRulesReader houseRulesReader;

    @Inject
    private EndsTold told;

    @Inject
    private LogBook log;

    @Inject
    private ProductReleases releases;

    @Inject
    private SingleParticipantContextSupplier participant;

    @Inject
    private CatalogService catalogs;

    @Inject
    private ContractNegotiationService negotiationService;

    @Inject
    private ContractAgreementService agreementService;

    @Inject
    private TransferProcessService transferService;

    @Inject
    private AssetService assets;

    @Inject
    private PolicyDefinitionService policies;

    @Inject
    private ContractDefinitionService definitions;

    @Inject
    private TransactionContext transaction;

    @Inject
    private JsonLd jsonLd;

    @Inject
    private DataAddressValidatorRegistry addresses;

    @Inject
    private TypeTransformerRegistry transformers;

    @Inject
    private HealthCheckService health;

    @Override
    public String name() {
        return "Management";
    }

    /** Until this company joins a data space. */
    @Provider(isDefault = true)
    public DataSpaces dataSpaces() {
        return DataSpaces.none();
    }

    /** Where there is no policy log. */
    @Provider(isDefault = true)
    public EndsTold endsTold() {
        return EndsTold.nobody();
    }

    /** Where there is no policy log. */
    @Provider(isDefault = true)
    public ReceivedBodies receivedBodies() {
        return body -> {};
    }

    /** Where nobody says what runs, nothing is known to keep an agreement. */
    @Provider(isDefault = true)
    public RunningMechanisms mechanisms() {
        return new RunningMechanisms() {
            @Override
            public Set<Mechanism> own() {
                return Set.of();
            }

            @Override
            public Mechanisms between(Side ours, String partner) {
                return Mechanisms.NONE;
            }
        };
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        register(new PrincipalFilter(principals, changes, pseudonyms, clock, context.getMonitor()));
        register(new RefusalMapper());
        events.registerSync(
                TransferProcessEvent.class, new EndpointReferenceSubscriber(references, agreementService, clock));
        var names = new PartnerNames(partners);
        var shares = new Shares(assets, policies, definitions, transaction, jsonLd, transformers, participant);
        var ending = new EndingAgreements(agreements, names, Duration.ofDays(endingDays), clock);
        register(new StatusResource(
                participantId, names, shares, agreements, inbox, ending, transferService, health, outbox, log, clock));
        register(new InboxResource(inbox, new InboxJson(names, mechanisms), ending));
        register(new SharesResource(shares, names, releases, dataSpaces));
        register(new PreviewResource(releases, names));
        register(new LogResource(log, names));
        register(new ForesightResource(
                offers,
                new Releases(ledger, decisions, partners, credentials),
                agreements,
                shares::disclosure,
                names,
                clock));
        register(new DataSpacesResource(dataSpaces));
        register(new ContractResource(agreements, mechanisms, names));
        register(new HouseRulesResource(houseRulesVersions, houseRulesReader, houseRules, names, clock));
        registerConsumer(names);
        addresses.registerSourceValidator(ShareProperties.ADDRESS_TYPE, ManagementExtension::validate);
    }

    private static ValidationResult validate(DataAddress address) {
        for (var property : List.of(ShareProperties.PRODUCT, ShareProperties.DISCLOSURE)) {
            if (address.getStringProperty(property) == null) {
                return ValidationResult.failure(Violation.violation("is missing", property));
            }
        }
        return ValidationResult.success();
    }

    /** What we do as the one who asks. */
    private void registerConsumer(PartnerNames names) {
        var catalog = new RemoteCatalog(catalogs, participant, jsonLd, transformers);
        var negotiations = new Negotiations(catalog, negotiationService, agreements, inbox);
        var transfers = new Transfers(references, transferService, agreementService, participant, clock);
        register(new CatalogResource(catalog, names));
        register(new ChainCatalogResource(new ChainSearch(catalog, dataSpaces, documents), names));
        var checks = new PartnerChecks(
                outbound, documents, partner -> catalog.of(partner).size(), clock);
        register(new ChecksResource(checks, names));
        register(new AgreementsResource(negotiations, agreements, ends, told, names));
        register(new DataResource(
                agreements, names, new ProviderData(transfers, peers), pushes(transfers), seals, received, clock));
    }

    /** What partners bring us, on the public listener. */
    private PushedData pushes(Transfers transfers) {
        var arrivals = new Arrivals(URI.create(publicAddress + ArrivalHandler.PATH), clock);
        var place = new ArrivedBody.Place(Path.of(pushedFolder), largestPush, received, clock);
        place.clear();
        PublicListener.prepend(
                jetty, new ArrivalHandler(arrivals, place, new UnverifiedRefusals(decisions, "pushes", clock)));
        return new PushedData(arrivals, transfers, place);
    }

    private void register(Object resource) {
        web.registerResource(ApiContext.MANAGEMENT, resource);
    }
}
