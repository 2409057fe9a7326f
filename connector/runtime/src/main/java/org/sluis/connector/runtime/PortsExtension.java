// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.extensions.dataplane.DataFlows;
import org.sluis.extensions.dataplane.Pushes;
import org.sluis.extensions.management.EndpointReferences;
import org.sluis.extensions.management.ManagementChanges;
import org.sluis.extensions.management.Principals;
import org.sluis.extensions.products.ProductReleases;
import org.sluis.extensions.products.ProductVersions;
import org.sluis.extensions.protocol.machines.Replicas;
import org.sluis.policies.usage.AgreementSeals;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Approvals;
import org.sluis.policies.usage.Capabilities;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.HouseRules;
import org.sluis.policies.usage.Outbox;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.Pseudonyms;
import org.sluis.policies.usage.RunningMechanisms;
import org.sluis.policies.usage.UsageLedger;
import org.sluis.policies.usage.house.HouseRulesReader;
import org.sluis.policies.usage.house.HouseRulesVersions;

/** Offers the ports to every extension that asks for them. Public because EDC calls its methods by reflection. */
public final class PortsExtension implements ServiceExtension {

    private final Ports ports;
    private final RunningMechanisms mechanisms;

    PortsExtension(Ports ports, RunningMechanisms mechanisms) {
        this.ports = ports;
        this.mechanisms = mechanisms;
    }

    @Override
    public String name() {
        return "Ports";
    }

    @Provider
    public Outbox outbox() {
        return ports.outbox();
    }

    @Provider
    public Agreements agreements() {
        return ports.agreements();
    }

    @Provider
    public Approvals approvals() {
        return ports.approvals();
    }

    @Provider
    public AgreementSeals seals() {
        return ports.seals();
    }

    @Provider
    public Decisions decisions() {
        return ports.decisions();
    }

    @Provider
    public UsageLedger ledger() {
        return ports.ledger();
    }

    @Provider
    public ProductVersions versions() {
        return ports.versions();
    }

    @Provider
    public ProductReleases releases() {
        return ports.releases();
    }

    @Provider
    public ManagementChanges changes() {
        return ports.changes();
    }

    @Provider
    public Pseudonyms pseudonyms() {
        return ports.pseudonyms();
    }

    @Provider
    public EndpointReferences references() {
        return ports.references();
    }

    @Provider
    public DataFlows flows() {
        return ports.flows();
    }

    @Provider
    public Pushes pushes() {
        return ports.pushes();
    }

    @Provider
    public Partners partners() {
        return ports.partners();
    }

    @Provider
    public HouseRules houseRules() {
        return ports.houseRules();
    }

    @Provider
    public Capabilities capabilities() {
        return Capabilities.of(mechanisms.own());
    }

    @Provider
    public RunningMechanisms mechanisms() {
        return mechanisms;
    }

    @Provider
    public HouseRulesVersions houseRulesVersions() {
        return ports.houseRulesVersions();
    }

    @Provider
    public HouseRulesReader houseRulesReader() {
        return ports.houseRulesReader();
    }

    @Provider
    public Principals principals() {
        return ports.principals();
    }

    @Provider
    public Replicas replicas() {
        return ports.replicas();
    }
}
