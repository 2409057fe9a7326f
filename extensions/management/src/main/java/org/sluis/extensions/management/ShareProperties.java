// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.util.List;

/** Names of the properties by which a shared product is known, in EDC's namespace. */
public final class ShareProperties {

    public static final String NAME = "name";
    public static final String PRODUCT = "product";
    public static final String DISCLOSURE = "disclosure";

    /** Type of the data address of a product's dataset. */
    public static final String ADDRESS_TYPE = "SluisProduct";

    /** What partners see in the catalog. */
    static final List<String> PUBLISHED = List.of(NAME, PRODUCT, DISCLOSURE);

    private ShareProperties() {}
}
