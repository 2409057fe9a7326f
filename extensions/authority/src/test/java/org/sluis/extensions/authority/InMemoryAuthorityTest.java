// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority;

class InMemoryAuthorityTest extends AuthorityContract {

    @Override
    protected Stores empty() {
        var all = new InMemoryAuthority();
        return new Stores(all, all, all, all);
    }
}
