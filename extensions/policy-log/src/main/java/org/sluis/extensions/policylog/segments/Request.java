// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.sluis.policies.log.note.CheckpointSigner;
import org.sluis.policies.log.note.SignedNote;

/** What waits for the writer. */
sealed interface Request {

    /** The writer gives up on it. */
    void fail(Throwable reason);

    /** How much of the queue it takes. */
    default int bytes() {
        return 1024;
    }

    /**
     * Append these drafts in one frame.
     *
     * @param index of the first
     */
    record Append(List<SealedDraft> drafts, int bytes, CompletableFuture<Long> index) implements Request {

        static Append of(List<SealedDraft> drafts) {
            int bytes = drafts.stream().mapToInt(SealedDraft::bytes).sum();
            return new Append(drafts, bytes, new CompletableFuture<>());
        }

        @Override
        public void fail(Throwable reason) {
            index.completeExceptionally(reason);
        }
    }

    /** Sign and keep a checkpoint. */
    record Sign(CheckpointSigner signer, CompletableFuture<SignedNote> note) implements Request {

        @Override
        public void fail(Throwable reason) {
            note.completeExceptionally(reason);
        }
    }

    /** Do something between two groups; only its failure to write makes the log unavailable. */
    record Between<T>(Callable<T> action, CompletableFuture<T> result) implements Request {

        void run() throws IOException {
            try {
                result.complete(action.call());
            } catch (IOException e) {
                result.completeExceptionally(e);
                throw e;
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        }

        @Override
        public void fail(Throwable reason) {
            result.completeExceptionally(reason);
        }
    }

    /** See whether the disk takes writes. */
    record Probe() implements Request {

        @Override
        public void fail(Throwable reason) {
            // nobody waits for an answer: the writer knows by then
        }

        @Override
        public int bytes() {
            return 0;
        }
    }

    /** Write what came before, then end. */
    record Stop() implements Request {

        @Override
        public void fail(Throwable reason) {
            // nobody waits for an answer: the end of the thread is one
        }

        @Override
        public int bytes() {
            return 0;
        }
    }
}
