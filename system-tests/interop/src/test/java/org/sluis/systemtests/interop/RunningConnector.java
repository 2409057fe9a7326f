// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A connector in a process of its own, until it is closed. */
record RunningConnector(Process process) implements AutoCloseable {

    private static final int SECONDS_TO_START = 300;
    private static final int SECONDS_TO_STOP = 30;

    static RunningConnector start(List<String> arguments, Path log, Callable<Boolean> isReady)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Files.createDirectories(log.toAbsolutePath().getParent());
        var started = new RunningConnector(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
        try {
            started.await(isReady, log);
            return started;
        } catch (IOException | InterruptedException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private void await(Callable<Boolean> isReady, Path log) throws IOException, InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (!isTrue(isReady)) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new IllegalStateException("a connector did not start; it wrote:\n" + Files.readString(log));
            }
            Thread.sleep(100);
        }
    }

    private static boolean isTrue(Callable<Boolean> condition) throws IOException {
        try {
            return condition.call();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static String classPath() {
        var surefire = System.getProperty("surefire.test.class.path");
        return surefire == null ? System.getProperty("java.class.path") : surefire;
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
