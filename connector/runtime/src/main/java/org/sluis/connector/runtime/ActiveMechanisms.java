// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sluis.extensions.dataplane.edc.DataPlaneExtension;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.identity.did.DidDocuments.UnresolvableDidException;
import org.sluis.extensions.identity.edc.DcpExtension;
import org.sluis.extensions.policyenforcement.CatalogDecisionExtension;
import org.sluis.extensions.policyenforcement.PolicyEnforcementExtension;
import org.sluis.policies.odrl.Mechanism;
import org.sluis.policies.odrl.Mechanisms;
import org.sluis.policies.usage.Agreement.Side;
import org.sluis.policies.usage.RunningMechanisms;

/** What keeps agreements here, by the extensions that were found; one that is taken away takes its labels with it. */
final class ActiveMechanisms implements RunningMechanisms {

    /** A mechanism runs if all of its extensions do. */
    private static final Map<Mechanism, List<Class<?>>> EXTENSIONS = Map.of(
            Mechanism.DECISIONS, List.of(PolicyEnforcementExtension.class, CatalogDecisionExtension.class),
            Mechanism.MONITOR, List.of(PolicyEnforcementExtension.class),
            Mechanism.RELEASES, List.of(DataPlaneExtension.class),
            Mechanism.IDENTITY, List.of(DcpExtension.class),
            Mechanism.LEDGER, List.of(PortsExtension.class),
            Mechanism.DISCLOSURES, List.of(DataPlaneExtension.class, PortsExtension.class),
            Mechanism.POLICY_LOG, List.of(PolicyLogExtension.class));

    /** What the runtime brings; the others are on the class path. */
    private static final List<Class<?>> OURS =
            List.of(PortsExtension.class, PolicyLogExtension.class, DcpExtension.class);

    private final Set<Mechanism> own;
    private final DidDocuments documents;

    /**
     * Knows what runs.
     *
     * @param extensions class names of all extensions that are started
     */
    ActiveMechanisms(Collection<String> extensions, DidDocuments documents) {
        this.own = of(extensions);
        this.documents = documents;
    }

    static Set<Mechanism> of(Collection<String> extensions) {
        var running = EnumSet.noneOf(Mechanism.class);
        EXTENSIONS.forEach((mechanism, needed) -> {
            if (needed.stream().map(Class::getName).allMatch(extensions::contains)) {
                running.add(mechanism);
            }
        });
        return running;
    }

    /** What a connector of this build runs. */
    static Set<Mechanism> ofThisBuild() {
        var all = new ArrayList<>(ControlPlane.extensionsFound());
        OURS.forEach(extension -> all.add(extension.getName()));
        return of(all);
    }

    @Override
    public Set<Mechanism> own() {
        return own;
    }

    @Override
    public Mechanisms between(Side ours, String partner) {
        var theirs = isOfOurKind(partner) ? own : Set.<Mechanism>of();
        return ours == Side.PROVIDER ? new Mechanisms(own, theirs) : new Mechanisms(theirs, own);
    }

    /** Its word is taken for it, and the log that it keeps shows whether it is true; of others nothing is known. */
    private boolean isOfOurKind(String partner) {
        try {
            return documents
                    .resolve(new Did(partner))
                    .service(DidDocument.POLICY_LOG)
                    .isPresent();
        } catch (UnresolvableDidException | IllegalArgumentException e) {
            return false;
        }
    }
}
