// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the parts maker offers in the demo, each offer under a policy of its own. */
final class DemoTerms {

    static final String DELIVERY = "https://w3id.org/sluis/policy/1/purpose/delivery-follow-up";
    static final String PLANNING = "https://w3id.org/sluis/policy/1/purpose/production-planning";
    static final String MATERIAL = "https://w3id.org/sluis/policy/1/purpose/material-supply";
    static final String MARKETING = "https://w3id.org/sluis/policy/1/purpose/marketing";

    static final String STATUS = "production-status";
    static final String FORECAST = "demand-forecast";

    /** How long the short agreement lasts. */
    static final int SHORT_SECONDS = 15;

    /** How often the counted agreement may be used. */
    static final int COUNT = 2;

    static final Offer OWN_ORDERS =
            new Offer(STATUS, "own-orders", "own-orders", List.of("--purpose=" + DELIVERY, "--for-period=P90D"));
    static final Offer NEXT_WEEKS = new Offer(
            FORECAST,
            "own-next-weeks",
            "own-next-weeks",
            List.of("--purpose=" + PLANNING, "--for-period=P90D", "--no-onward-sharing"));
    static final Offer TOTAL_DEMAND = new Offer(
            FORECAST,
            "total-demand",
            "total-demand",
            List.of("--purpose=" + MATERIAL, "--times=100", "--each=P1D", "--no-onward-sharing"));
    static final Offer COUNTED =
            new Offer(STATUS, "own-orders", "two-uses", List.of("--purpose=" + DELIVERY, "--times=" + COUNT));
    static final Offer SHORT = new Offer(
            STATUS, "own-orders", "short", List.of("--purpose=" + DELIVERY, "--for-period=PT" + SHORT_SECONDS + "S"));

    /** What a person looks at before it is agreed. */
    static final Offer REVIEWED =
            new Offer(FORECAST, "own-next-weeks", "reviewed", List.of("--purpose=" + PLANNING, "--for-period=P90D"));

    /** What the parts maker answers by other terms. */
    static final Offer COUNTERED =
            new Offer(FORECAST, "own-next-weeks", "countered", List.of("--purpose=" + PLANNING, "--for-period=P360D"));

    /** The counter-offer: for three months, ten times a day. */
    static final Offer NARROWER = new Offer(
            FORECAST,
            "own-next-weeks",
            "countered",
            List.of("--purpose=" + PLANNING, "--for-period=P90D", "--times=10", "--each=P1D"));

    private DemoTerms() {}

    /**
     * A product, disclosed in one way, under conditions as {@code sluis share} takes them.
     *
     * @param name tells offers of one product apart
     */
    record Offer(String product, String disclosure, String name, List<String> conditions) {

        String dataset() {
            return "urn:sluis:" + product + ":" + name;
        }

        ObjectNode request(String partner, List<String> authorities) {
            var request = Json.object()
                    .put("product", product)
                    .put("disclosure", disclosure)
                    .put("name", name);
            request.putArray("with").add(partner);
            return request.set("policy", policy(authorities));
        }

        ObjectNode policy(List<String> authorities) {
            return Conditions.parse(conditions).policy(authorities);
        }
    }
}
