// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import org.sluis.extensions.authority.InMemoryAuthority;

class InMemoryMemberCatalogsTest extends MemberCatalogsContract {

    @Override
    protected Stores empty() {
        var members = new InMemoryAuthority();
        return new Stores(members, new InMemoryMemberCatalogs(members));
    }
}
