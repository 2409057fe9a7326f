// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.List;
import java.util.Optional;

/**
 * A firm this company deals with, as its configuration names it.
 *
 * @param name short name that people type
 * @param id participant identifier, verified on every message
 * @param address base address of its DSP endpoint
 * @param customers the numbers under which our own ERP knows this firm
 * @param country ISO 3166-1 alpha-2
 */
public record Partner(String name, String id, String address, List<String> customers, Optional<String> country) {
    public Partner {
        customers = List.copyOf(customers);
    }
}
