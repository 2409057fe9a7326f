// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement.approval;

import java.util.List;
import java.util.Set;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.policies.usage.Capabilities;
import org.sluis.policies.usage.HouseRules;
import org.sluis.policies.usage.HouseRuling;
import org.sluis.policies.usage.HouseRuling.Outcome;

/** What holds for a firm that wrote no house rules and has no modules that keep more. */
public final class ApprovalDefaultsExtension implements ServiceExtension {

    @Override
    public String name() {
        return "Approval defaults";
    }

    /** Who shared data under terms, or asked for terms, has spoken: these are concluded without anybody being asked again. */
    @Provider(isDefault = true)
    public HouseRules houseRules() {
        return terms -> new HouseRuling(Outcome.CONCLUDE, "", "there are no house rules", List.of());
    }

    /** Where nobody says what runs, no condition and no duty can be kept. */
    @Provider(isDefault = true)
    public Capabilities capabilities() {
        return Capabilities.of(Set.of());
    }
}
