// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

/** Names in expanded catalogs. */
final class Terms {

    static final String DCAT = "http://www.w3.org/ns/dcat#";
    static final String DCT = "http://purl.org/dc/terms/";
    static final String ODRL = "http://www.w3.org/ns/odrl/2/";
    static final String DSPACE = "https://w3id.org/dspace/2025/1/";
    static final String EDC = "https://w3id.org/edc/v0.0.1/ns/";
    /** Our own: when a member's catalog was read, and since when it could not be read. */
    static final String SLUIS = "https://w3id.org/sluis/catalog/1/";

    private Terms() {}
}
