// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.credentials;

import org.sluis.extensions.identity.did.DidDocumentCopies;
import org.sluis.extensions.identity.did.InMemoryDidDocumentCopies;

class InMemoryCopiesTest extends ReceivedCopiesContract {

    private final StatusListCopies lists = new InMemoryStatusListCopies();
    private final DidDocumentCopies documents = new InMemoryDidDocumentCopies();

    @Override
    protected StatusListCopies lists() {
        return lists;
    }

    @Override
    protected DidDocumentCopies documents() {
        return documents;
    }
}
