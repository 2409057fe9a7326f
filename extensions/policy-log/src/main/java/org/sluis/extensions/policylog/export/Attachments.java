// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.export;

import java.util.List;
import java.util.Optional;

/** Port: signed files that entries name by their hash. */
public interface Attachments {

    Optional<String> seal(String agreement);

    List<String> receipts(String agreement);
}
