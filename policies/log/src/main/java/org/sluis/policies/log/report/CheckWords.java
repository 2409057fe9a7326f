// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import org.sluis.policies.log.bundle.Check;
import org.sluis.policies.log.bundle.Finding;

/**
 * A check in plain words.
 *
 * @param question what is checked
 * @param holds what it means when it holds
 * @param fails what it means when it does not
 * @param advice what to do then
 */
public record CheckWords(String question, String holds, String fails, String advice) {

    private static final String ASK_AGAIN =
            "ask the owner of the log for a fresh bundle, and keep this one as evidence";
    private static final String KEEP = "keep this file as evidence and compare with the other party's bundle";

    /** The words for a check. */
    public static CheckWords of(Check check) {
        return switch (check) {
            case CONTAINER ->
                words(
                        "Is the file whole?",
                        "The file arrived as it was written.",
                        "The file is damaged, was changed on its way, or is not a bundle.",
                        "copy it again from where it came; if that does not help, ask for a fresh bundle");
            case FORMAT ->
                words(
                        "Are all parts there and well-formed?",
                        "Every part can be read.",
                        "A part is missing or malformed.",
                        ASK_AGAIN);
            case MANIFEST ->
                words(
                        "Did the log's owner sign this list of files?",
                        "The owner's key signed exactly this list.",
                        "The list of files is not the one that the owner signed.",
                        ASK_AGAIN);
            case FILES ->
                words(
                        "Are the files the ones on the signed list?",
                        "No file was changed, added or taken out since the bundle was made.",
                        "A file was changed, added or taken out after the bundle was made.",
                        ASK_AGAIN);
            case KEYS ->
                words(
                        "Whose keys are these?",
                        "Keys that you brought yourself vouch for the signatures.",
                        "A key does not belong to whom the bundle says.",
                        "get the party's keys from a source of your own and verify again with them as anchors");
            case CHECKPOINT ->
                words(
                        "Did the log sign its checkpoints?",
                        "The log committed itself to exactly this history.",
                        "A checkpoint is not one that this log signed.",
                        KEEP);
            case LEAF, INCLUSION ->
                words(
                        "Is every entry in the history that was signed?",
                        "Every entry was in the log when the checkpoint was signed.",
                        "An entry is not the one in the signed history.",
                        KEEP);
            case CONSISTENCY ->
                words(
                        "Does the history continue what others saw earlier?",
                        "Nothing was rewritten since the earlier checkpoints.",
                        "History was rewritten: the log showed different people different things.",
                        KEEP);
            case STREAM ->
                words(
                        "Is the story of the agreement without gaps?",
                        "Its entries are numbered and chained, none is missing in between.",
                        "An entry is missing, moved or belongs to another agreement.",
                        KEEP);
            case HEADS ->
                words(
                        "Does the story end where the log says?",
                        "The end was not cut off.",
                        "Entries at the end were cut off, or the log says otherwise about its end.",
                        KEEP);
            case PAYLOAD ->
                words(
                        "Is what the entries say what was logged?",
                        "Every entry says exactly what it said when it was logged.",
                        "What an entry says was changed after it was logged, or cannot be read.",
                        "do not rely on this entry; " + KEEP);
            default -> others(check);
        };
    }

    /** What to do about a finding; empty when there is nothing to do. */
    public static String advice(Finding finding) {
        return finding.verdict().exitCode() == 0 ? "" : of(finding.check()).advice();
    }

    private static CheckWords others(Check check) {
        return switch (check) {
            case ERASURE ->
                words(
                        "Was every missing content erased by an entry that says so?",
                        "Content was destroyed only by recorded erasures, if at all.",
                        "Content is withheld, and no entry records its erasure.",
                        "ask the owner for the content, or for the ground of the erasure");
            case RESTORED ->
                words(
                        "Was the log restored from a backup?",
                        "It was not, or it says so itself and nothing is lost.",
                        "The log was restored from a backup and entries are lost, or the restore is not honest.",
                        "ask the other party and the witnesses for what they hold of the lost entries");
            case TIME ->
                words(
                        "Do the times fit?",
                        "Times run forward and fit what others signed and when.",
                        "An entry claims a time that others contradict: it is back-dated or the clock was moved.",
                        KEEP);
            case WITNESS ->
                words(
                        "Did somebody neutral see this history?",
                        "Somebody other than the two parties has signed that the log showed this history.",
                        "Nobody but the parties saw this history; together they could show another one.",
                        "ask the owner for a bundle over a checkpoint that the data space's authority cosigned");
            case PEER ->
                words(
                        "Did the other party see this history?",
                        "The other party has signed that the log showed this history, and where it ends.",
                        "One-sided: the other party has not confirmed this history.",
                        "get the other party's bundle and reconcile the two");
            case POLICY ->
                words(
                        "Are the policies here that were decided on?",
                        "Every policy that an entry names is here, byte for byte.",
                        "A policy is missing or was exchanged.",
                        "ask the owner for the policy with the hash that the entry names");
            case SEAL ->
                words(
                        "Did both parties sign this agreement?",
                        "Provider and consumer signed the agreement, its policy and where each of them logs.",
                        "There is no seal of both parties, a signature is wrong or its key unknown, or log and seal differ.",
                        "ask the other party for the agreement as it holds it");
            case RECEIPT ->
                words(
                        "Did the receiver sign what it received?",
                        "The receiver signed every receipt, for the use, the bytes and the hash that its entry has.",
                        "A receipt is missing, of something else, used twice, or its signature is wrong or its key unknown.",
                        "ask the receiver whether and what it confirmed");
            default -> throw new IllegalArgumentException("no words for " + check);
        };
    }

    private static CheckWords words(String question, String holds, String fails, String advice) {
        return new CheckWords(question, holds, fails, advice);
    }
}
