// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.policies.log.note.CheckpointSigner;
import org.sluis.policies.log.note.ForkedTreeException;
import org.sluis.policies.log.note.SignedNote;

/** Asks the one thread that writes, and waits for its answer, but not for ever. */
record WriterCalls(GroupCommit commit, Duration patience) {

    /** Appends all in one group; returns the first's index. */
    long append(List<SealedDraft> drafts) throws LogUnavailableException {
        var request = Request.Append.of(drafts);
        commit.submit(request);
        return await(request.index());
    }

    SignedNote checkpoint(CheckpointSigner signer) throws LogUnavailableException, ForkedTreeException {
        var request = new Request.Sign(signer, new CompletableFuture<>());
        commit.submit(request);
        try {
            return request.note().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ForkedTreeException forked) {
                throw forked;
            }
            throw failure(e);
        } catch (InterruptedException | TimeoutException e) {
            throw unanswered(e);
        }
    }

    /** Does something while nothing is written. */
    <T> T between(Callable<T> action) throws LogUnavailableException {
        var request = new Request.Between<>(action, new CompletableFuture<T>());
        commit.submit(request);
        return await(request.result());
    }

    <T> T await(CompletableFuture<T> answer) throws LogUnavailableException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException | TimeoutException e) {
            throw unanswered(e);
        }
    }

    private static LogUnavailableException failure(ExecutionException e) {
        if (e.getCause() instanceof RuntimeException bug) {
            throw bug;
        }
        return new LogUnavailableException(e.getCause().getMessage(), e.getCause());
    }

    private LogUnavailableException unanswered(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new LogUnavailableException("interrupted while waiting for the policy log's disk", e);
        }
        return new LogUnavailableException(
                "the policy log's disk did not answer within " + patience.toSeconds() + " s", e);
    }
}
