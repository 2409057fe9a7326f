// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.publication;

import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;

/** What all public reading has in common. */
final class PublicRead {

    private PublicRead() {}

    static void require(WebRequest request) throws WebRefusal {
        if (!request.method().equals("GET")) {
            throw new WebRefusal(405, "Method not allowed", "The policy log can only be read here.");
        }
    }

    static WebRefusal nothing() {
        return new WebRefusal(404, "Not found", "There is nothing here.");
    }
}
