// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Callers that wait for the same are answered together, in the order in which they came: one of them asks for all that wait, the
 * others wait for it.
 */
final class Batches<Q, A> {

    private static final int MOST = 64;
    private static final long PATIENCE_SECONDS = 5;

    private final Work<Q, A> work;
    /** Who waits, by key; a key is there while somebody is asking for it. */
    private final Map<String, Deque<Asker<Q, A>>> lines = new HashMap<>();

    Batches(Work<Q, A> work) {
        this.work = work;
    }

    /** Answers questions that concern the same. */
    @FunctionalInterface
    interface Work<Q, A> {

        /** One answer each, in their order; one that throws fails its own caller only. */
        List<Supplier<A>> answer(String key, List<Q> questions) throws SQLException;

        /** What is left to do before anybody hears an answer; meanwhile the next ones are asked for. */
        default List<Supplier<A>> finish(List<Supplier<A>> answers) {
            return answers;
        }
    }

    /** Empty in {@code turn}: it is the asker's turn to ask for all. */
    private record Asker<Q, A>(Q question, CompletableFuture<Optional<Supplier<A>>> turn) {}

    /**
     * The answer to one question.
     *
     * @throws SQLException if the work failed, or its turn did not come within five seconds
     */
    A ask(String key, Q question) throws SQLException {
        var asker = new Asker<Q, A>(question, new CompletableFuture<>());
        if (stepForward(key, asker)) {
            return lead(key, asker);
        }
        var answer = await(key, asker);
        return answer.isPresent() ? answer.get().get() : lead(key, asker);
    }

    private synchronized boolean stepForward(String key, Asker<Q, A> asker) {
        var line = lines.get(key);
        if (line != null) {
            line.add(asker);
            return false;
        }
        lines.put(key, new ArrayDeque<>());
        return true;
    }

    private Optional<Supplier<A>> await(String key, Asker<Q, A> asker) throws SQLException {
        try {
            return answer(asker, PATIENCE_SECONDS);
        } catch (InterruptedException e) {
            try {
                return staying(key, asker, "interrupted while waiting for the same as others");
            } finally {
                Thread.currentThread().interrupt();
            }
        } catch (TimeoutException e) {
            return staying(key, asker, "too many wait for the same");
        }
    }

    /** Who is still in the line leaves it; who was asked for already has to hear the answer: it may have been charged. */
    private Optional<Supplier<A>> staying(String key, Asker<Q, A> asker, String reason) throws SQLException {
        if (leave(key, asker)) {
            throw new SQLException(reason, "55P03");
        }
        while (true) {
            try {
                return answer(asker, Long.MAX_VALUE);
            } catch (InterruptedException | TimeoutException e) {
                // The one who asks is bounded by the database's own limits.
            }
        }
    }

    private synchronized boolean leave(String key, Asker<Q, A> asker) {
        var line = lines.get(key);
        return line != null && line.remove(asker);
    }

    private static <A> Optional<Supplier<A>> answer(Asker<?, A> asker, long seconds)
            throws SQLException, InterruptedException, TimeoutException {
        try {
            return asker.turn().get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException("answering together failed", e.getCause());
        }
    }

    private A lead(String key, Asker<Q, A> own) throws SQLException {
        var batch = batch(key, own);
        List<Supplier<A>> answers;
        try {
            answers = work.finish(answer(key, batch));
        } catch (SQLException | RuntimeException | Error e) {
            batch.forEach(asker -> asker.turn().completeExceptionally(e));
            throw e;
        }
        for (int i = 1; i < batch.size(); i++) {
            batch.get(i).turn().complete(Optional.of(answers.get(i)));
        }
        return answers.get(0).get();
    }

    private List<Supplier<A>> answer(String key, List<Asker<Q, A>> batch) throws SQLException {
        try {
            return work.answer(key, batch.stream().map(Asker::question).toList());
        } finally {
            passOn(key);
        }
    }

    private synchronized List<Asker<Q, A>> batch(String key, Asker<Q, A> own) {
        var batch = new ArrayList<Asker<Q, A>>();
        batch.add(own);
        var line = lines.get(key);
        while (batch.size() < MOST && !line.isEmpty()) {
            batch.add(line.remove());
        }
        return batch;
    }

    /** INVARIANT: while anybody is in the line, somebody is asking. */
    private synchronized void passOn(String key) {
        var next = lines.get(key).poll();
        if (next == null) {
            lines.remove(key);
        } else {
            next.turn().complete(Optional.empty());
        }
    }
}
