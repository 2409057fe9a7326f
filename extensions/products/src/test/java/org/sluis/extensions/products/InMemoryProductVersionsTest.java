// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

class InMemoryProductVersionsTest extends ProductVersionsContract {
    @Override
    protected ProductVersions emptyVersions() {
        return new InMemoryProductVersions();
    }
}
