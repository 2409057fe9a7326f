// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis share}: offer a product to partners under a policy. */
@Command(
        name = "share",
        description = "Offer a product to partners, disclosed in one way, under a policy.",
        mixinStandardHelpOptions = true)
final class ShareCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(paramLabel = "PRODUCT", description = "For example production-status.")
    private String product;

    @Option(names = "--as", required = true, paramLabel = "DISCLOSURE", description = "A disclosure of the product.")
    private String disclosure;

    @Option(
            names = "--with",
            required = true,
            split = ",",
            paramLabel = "PARTNER",
            description =
                    "Names or identifiers of partners, separated by commas; or: members, for all members of our data"
                            + " space. What its coordinator sees, all members find.")
    private List<String> partners;

    @Option(names = "--name", description = "Name of the offer; by default the disclosure's.")
    private String name;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Terms terms;

    /** Either a whole policy or its usual conditions. */
    static final class Terms {
        @Option(
                names = "--policy",
                required = true,
                paramLabel = "FILE",
                description = "A policy of the Sluis profile, without target.")
        private Path file;

        @ArgGroup(exclusive = false)
        private Conditions conditions;
    }

    @Override
    public Integer call() {
        var share = Json.object().put("product", product).put("disclosure", disclosure);
        if (name != null) {
            share.put("name", name);
        }
        partners.forEach(share.putArray("with")::add);
        var connector = company.connector();
        var authorities =
                terms.file == null && terms.conditions.membersOnly() ? OurAuthorities.of(connector) : List.<String>of();
        share.set("policy", terms.file != null ? Json.read(terms.file) : terms.conditions.policy(authorities));
        var shared = connector.post("/shares", share);
        var members = authorities.isEmpty() ? "" : ", while they are members of " + String.join(" or ", authorities);
        new Printer(settings)
                .tell(
                        shared,
                        offer -> "shared " + offer.path("id").asText() + " with " + String.join(", ", partners)
                                + members + listing(offer));
        return ExitCode.OK;
    }

    /** Whoever shows something to a coordinator shows that there is such an offer to everybody there. */
    private static String listing(JsonNode offer) {
        var authorities = new ArrayList<String>();
        offer.path("listedBy").forEach(authority -> authorities.add(authority.asText()));
        return authorities.isEmpty()
                ? ""
                : "; " + String.join(" and ", authorities) + " will show this offer and its terms to all members";
    }
}
