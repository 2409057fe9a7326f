// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchesTest {

    private static final String KEY = "agreement";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch proceed = new CountDownLatch(1);
    private final List<List<String>> asked = new ArrayList<>();

    @AfterEach
    void end() {
        proceed.countDown();
        threads.shutdownNow();
    }

    /** Shouts; holds the first question until {@code proceed}. */
    private final Batches<String, String> batches = new Batches<>((key, questions) -> {
        synchronized (asked) {
            asked.add(questions);
        }
        if (questions.contains("first")) {
            began.countDown();
            await(proceed);
        }
        if (questions.contains("broken")) {
            throw new SQLException("the database is away");
        }
        return questions.stream().map(BatchesTest::shout).toList();
    });

    private static Supplier<String> shout(String question) {
        return () -> {
            if (question.equals("wrong")) {
                throw new IllegalArgumentException("a wrong question");
            }
            return question + "!";
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Future<String> ask(String question) throws Exception {
        var entered = new CountDownLatch(1);
        var waiting = new Thread[1];
        var answer = threads.submit(() -> {
            waiting[0] = Thread.currentThread();
            entered.countDown();
            return batches.ask(KEY, question);
        });
        await(entered);
        while (!answer.isDone() && !question.equals("first") && waiting[0].getState() == Thread.State.RUNNABLE) {
            Thread.sleep(1);
        }
        return answer;
    }

    private Future<String> askFirst() throws Exception {
        var first = ask("first");
        await(began);
        return first;
    }

    @Test
    void whoWaitsMeanwhileIsAnsweredTogetherInOrder() throws Exception {
        var first = askFirst();
        var second = ask("second");
        var third = ask("third");

        proceed.countDown();

        assertThat(List.of(first.get(), second.get(), third.get())).containsExactly("first!", "second!", "third!");
        assertThat(asked).containsExactly(List.of("first"), List.of("second", "third"));
    }

    @Test
    void whoAsksForSomethingElseDoesNotWait() throws Exception {
        var first = askFirst();

        assertThat(batches.ask("another agreement", "hello")).isEqualTo("hello!");
        assertThat(first).isNotDone();
    }

    @Test
    void aWrongQuestionFailsNobodyElse() throws Exception {
        var first = askFirst();
        var wrong = ask("wrong");
        var right = ask("right");

        proceed.countDown();

        assertThat(first.get()).isEqualTo("first!");
        assertThat(right.get()).isEqualTo("right!");
        assertThatThrownBy(wrong::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void brokenWorkFailsThoseWhoWereAskedForAndNobodyWhoFollows() throws Exception {
        var first = askFirst();
        var broken = ask("broken");
        var beside = ask("beside");

        proceed.countDown();

        assertThat(first.get()).isEqualTo("first!");
        assertThatThrownBy(broken::get).cause().isInstanceOf(SQLException.class);
        assertThatThrownBy(beside::get).cause().isInstanceOf(SQLException.class);
        assertThat(batches.ask(KEY, "hello")).isEqualTo("hello!");
    }

    @Test
    void theNextAreAskedForWhileTheAnswersOfTheFirstAreStillBeingFinished() throws Exception {
        var finishing = new CountDownLatch(1);
        var slow = new Batches<String, String>(new Batches.Work<>() {
            @Override
            public List<Supplier<String>> answer(String key, List<String> questions) {
                return questions.stream().map(BatchesTest::shout).toList();
            }

            @Override
            public List<Supplier<String>> finish(List<Supplier<String>> answers) {
                if (answers.get(0).get().equals("slow!")) {
                    finishing.countDown();
                    await(proceed);
                }
                return answers.stream()
                        .<Supplier<String>>map(answer -> () -> answer.get() + "!")
                        .toList();
            }
        });
        var first = threads.submit(() -> slow.ask(KEY, "slow"));
        await(finishing);

        assertThat(slow.ask(KEY, "quick")).isEqualTo("quick!!");
        assertThat(first).isNotDone();
        proceed.countDown();
        assertThat(first.get()).isEqualTo("slow!!");
    }

    @Test
    void whoHasWaitedLongEnoughLeaves() throws Exception {
        var first = askFirst();

        assertThatThrownBy(() -> batches.ask(KEY, "impatient"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("too many wait");

        proceed.countDown();
        assertThat(first.get()).isEqualTo("first!");
        assertThat(batches.ask(KEY, "hello")).isEqualTo("hello!");
        assertThat(asked).doesNotContain(List.of("impatient"));
    }
}
