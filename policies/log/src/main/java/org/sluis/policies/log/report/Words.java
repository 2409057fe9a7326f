// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.sluis.policies.log.bundle.Verdict;

/** Words and figures for people. */
public final class Words {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Words() {}

    /** For example {@code 2027-01-15 08:00:01}, in UTC. */
    public static String time(Instant time) {
        return TIME.format(time);
    }

    /** For example {@code 08:00:01}, in UTC. */
    static String clock(Instant time) {
        return CLOCK.format(time);
    }

    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** For example {@code 1 entry} or {@code 2,000 entries}. */
    public static String entries(long number) {
        return number(number) + (number == 1 ? " entry" : " entries");
    }

    /** For example {@code 1 receipt} or {@code 2 receipts}. */
    static String count(long number, String what) {
        return number(number) + ' ' + what + (number == 1 ? "" : "s");
    }

    /** A verdict in a word or two. */
    public static String verdict(Verdict verdict) {
        return switch (verdict) {
            case OK -> "Verified";
            case INCOMPLETE -> "Incomplete";
            case UNREADABLE -> "Unreadable";
            case TAMPERED -> "Tampered";
        };
    }

    /** What a verdict on a bundle means. */
    public static String meaning(Verdict verdict) {
        return switch (verdict) {
            case OK -> "What was logged is unaltered, and nothing is left out of the streams shown here.";
            case INCOMPLETE -> "Nothing here was found altered, but something that should confirm it is missing.";
            case UNREADABLE -> "Some of it is malformed, so not everything could be checked. Do not rely on it.";
            case TAMPERED -> "Something was altered, removed or added. Do not rely on it.";
        };
    }

    /** An entry's type in plain words; an unknown one stands for itself. */
    static String type(String type) {
        return switch (type) {
            case "catalog.decision" -> "Offers shown";
            case "negotiation.decision" -> "Negotiation decided";
            case "transfer.decision" -> "Transfer decided";
            case "release.decision" -> "Release of data decided";
            case "watchdog.decision" -> "Running transfer checked again";
            case "request.refused" -> "Request refused";
            case "party.document" -> "Keys of a signer recorded";
            case "agreement.sealed" -> "Agreement sealed";
            case "agreement.terminated" -> "Agreement ended";
            case "negotiation.state" -> "Negotiation moved on";
            case "transfer.state" -> "Transfer moved on";
            case "transfer.receipt" -> "Receipt of data";
            case "policy.changed" -> "House rules changed";
            case "admin.action" -> "Action of the administration";
            case "key.rotated" -> "Key replaced";
            case "peer.checkpoint" -> "Partner's log seen";
            case "erasure" -> "Content erased";
            case "log.restored" -> "Log restored from a backup";
            case "log.gap" -> "Gap in the log";
            case "erased" -> "Content was erased";
            case "unreadable" -> "Not readable";
            default -> type;
        };
    }

    static String kind(Verdict verdict) {
        return switch (verdict) {
            case OK -> "good";
            case INCOMPLETE -> "part";
            case UNREADABLE, TAMPERED -> "bad";
        };
    }
}
