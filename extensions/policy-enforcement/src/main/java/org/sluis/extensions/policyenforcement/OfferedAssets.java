// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.spi.query.QuerySpec;

/** Which assets contract definitions offer. Called within a transaction of EDC's. */
public interface OfferedAssets {

    /** A number that is another one after each change of a contract definition or a policy; empty if nobody counts. */
    OptionalLong edition();

    /**
     * A page of the assets that at least one of these definitions offers, in the order of their identifiers.
     *
     * @param definitions identifiers
     * @param query filters, offset and limit; its order does not count
     */
    List<Offered> page(Collection<String> definitions, QuerySpec query);

    /** The asset, if one of these definitions offers it. */
    Optional<Offered> find(Collection<String> definitions, String asset);

    /**
     * An asset with those of the definitions that offer it.
     *
     * @param definitions identifiers, at least one
     */
    record Offered(Asset asset, List<String> definitions) {
        public Offered {
            definitions = List.copyOf(definitions);
        }
    }
}
