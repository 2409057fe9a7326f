// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.onboarding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.onboarding.AuthorityService.AuthorityException;
import org.sluis.extensions.identity.onboarding.Membership.Step;
import org.sluis.extensions.identity.wallet.CredentialRenewal;
import org.sluis.extensions.identity.wallet.CredentialRequest;
import org.sluis.extensions.identity.wallet.CredentialRequests;
import org.sluis.extensions.identity.wallet.HeldCredential;
import org.sluis.extensions.identity.wallet.HeldCredentials;

/** What leads from each step of joining to the next. */
public final class OnboardingSteps {

    private static final Duration DIRECTORY = Duration.ofSeconds(60);
    private static final int MOST_MEMBERS = 10_000;

    private final Firm firm;
    private final OwnDocumentCheck own;
    private final AuthorityService authorities;
    private final CredentialRenewal renewal;
    private final CredentialRequests requests;
    private final HeldCredentials held;
    private final Directory directory;
    private final Clock clock;

    /** What this firm says of itself, besides what is asked for each authority. */
    public record Firm(Did id, String name, URI protocolEndpoint) {

        /** The name in the form that authorities ask for. */
        String shortName() {
            var plain =
                    name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
            var cut = plain.substring(0, Math.min(40, plain.length())).replaceAll("-+$", "");
            return cut.isEmpty() ? "firm" : cut;
        }
    }

    public OnboardingSteps(
            Firm firm,
            OwnDocumentCheck own,
            AuthorityService authorities,
            CredentialRenewal renewal,
            CredentialRequests requests,
            HeldCredentials held,
            Directory directory,
            Clock clock) {
        this.firm = firm;
        this.own = own;
        this.authorities = authorities;
        this.renewal = renewal;
        this.requests = requests;
        this.held = held;
        this.directory = directory;
        this.clock = clock;
    }

    /** The state after the next step; the same step if there is something to wait for. */
    Membership next(Membership joined) throws AuthorityException {
        return switch (joined.step()) {
            case STARTED -> reach(joined);
            case REACHABLE -> readInvitation(joined);
            case INVITED -> standing(joined, authorities.apply(joined.authority(), application(joined)));
            case APPLIED -> standing(joined, authorities.application(joined.authority()));
            case APPROVED -> obtain(joined);
            case HOLDING, MEMBER -> readDirectory(joined);
            case REFUSED -> joined;
        };
    }

    private Membership reach(Membership joined) throws AuthorityException {
        own.require();
        return joined.at(Step.REACHABLE, clock.instant());
    }

    private Membership readInvitation(Membership joined) throws AuthorityException {
        var invitation = authorities.invitation(new Invitation(joined.authority(), joined.invitationCode()));
        if (!joined.authority().value().equals(invitation.path("authority").asText())) {
            throw new AuthorityException(
                    "the invitation is of another authority than " + joined.authority(), true, null);
        }
        var known =
                joined.known(invitation.path("name").asText(joined.authority().value()), Set.of());
        var rulebook = invitation.path("rulebook").path("version").asText();
        if (!rulebook.equals(joined.rulebook())) {
            var where = invitation.path("rulebook").path("address").asText("");
            var now = clock.instant();
            return known.stuck(
                    "the rulebook in force is version " + rulebook + (where.isEmpty() ? "" : " at " + where)
                            + "; read it, then run: sluis join again with --accept-rulebook " + rulebook,
                    now.plus(DIRECTORY),
                    now);
        }
        return known.at(Step.INVITED, clock.instant());
    }

    private JsonNode application(Membership joined) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", joined.invitationCode())
                .put("name", firm.shortName())
                .put("legalName", joined.legalName())
                .put("registerNumber", joined.registerNumber())
                .put("protocolEndpoint", firm.protocolEndpoint().toString())
                .put("rulebookVersion", joined.rulebook());
    }

    private Membership standing(Membership joined, JsonNode application) throws AuthorityException {
        var now = clock.instant();
        return switch (application.path("state").asText()) {
            case "applied", "pending", "received" ->
                joined.step() == Step.APPLIED ? joined.again(Onboarding.soon(now)) : joined.at(Step.APPLIED, now);
            case "approved" ->
                joined.known(joined.authorityName().orElse(""), credentials(application))
                        .at(Step.APPROVED, now);
            default -> throw new AuthorityException(refusal(joined, application), true, null);
        };
    }

    private static String refusal(Membership joined, JsonNode application) {
        var reason = application.path("reason").asText("").replaceAll("\\p{Cntrl}", " ");
        return joined.authority() + " did not approve the application ("
                + application.path("state").asText("no state") + ")" + (reason.isEmpty() ? "" : ": " + reason);
    }

    private static Set<String> credentials(JsonNode application) throws AuthorityException {
        var types = new HashSet<String>();
        application.path("credentials").forEach(type -> types.add(type.asText()));
        if (types.isEmpty()) {
            throw new AuthorityException("the authority approved us but entitles us to no credential", false, null);
        }
        return types;
    }

    private Membership obtain(Membership joined) throws AuthorityException {
        var now = clock.instant();
        var missing = new HashSet<>(joined.types());
        held.all().stream()
                .filter(credential -> credential.issuer().equals(joined.authority()) && credential.isCurrent(now))
                .map(HeldCredential::types)
                .forEach(missing::removeAll);
        if (missing.isEmpty()) {
            return joined.at(Step.HOLDING, now);
        }
        var last = requests.newest(joined.authority())
                .filter(request -> !request.changedAt().isBefore(joined.startedAt()));
        if (last.isPresent() && last.get().state() != CredentialRequest.State.REQUESTED) {
            renewal.ask(joined.authority(), joined.types());
            throw new AuthorityException(
                    joined.authority() + " did not give " + list(missing)
                            + last.get().reason().map(why -> ": " + why).orElse(""),
                    false,
                    null);
        }
        var request = renewal.ask(joined.authority(), joined.types());
        return request.reason()
                .map(why -> joined.stuck(why, Onboarding.soon(now), now))
                .orElseGet(() -> joined.again(now.plusSeconds(1)));
    }

    private static String list(Set<String> types) {
        return types.stream().sorted().collect(Collectors.joining(", "));
    }

    private Membership readDirectory(Membership joined) throws AuthorityException {
        var members = new ArrayList<DirectoryMember>();
        for (var entry : authorities.members(joined.authority()).path("members")) {
            var id = entry.path("id").asText();
            var endpoint = entry.path("protocolEndpoint").asText();
            if (Did.isOne(id)
                    && !id.equals(firm.id().value())
                    && members.size() < MOST_MEMBERS
                    && isAddress(endpoint)) {
                members.add(new DirectoryMember(new Did(id), entry.path("name").asText(id), URI.create(endpoint)));
            }
        }
        directory.replace(joined.authority(), members);
        var now = clock.instant();
        // Also at the first time: MEMBER is looked at again only when the directory is due.
        return joined.at(Step.MEMBER, joined.step() == Step.MEMBER ? joined.changedAt() : now)
                .again(now.plus(DIRECTORY));
    }

    private static boolean isAddress(String text) {
        try {
            var uri = URI.create(text);
            return uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
