// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sluis.policies.usage.Partner;

/** The coordinator and the three firms of the demo, in a folder that goes when they go. */
final class DemoFirms implements AutoCloseable {

    private static final long START_SECONDS = 180;
    private static final int PORTS_EACH = 3;
    private static final int TRIES = 20;
    private static final int LOWEST_PORT = 12_000;
    private static final int ABOVE_PORTS = 32_000;
    private static final int MOST_TRIES = 1_000;

    private final Path root;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread atExit = new Thread(this::end, "sluis-demo-end");
    private final DemoFirm coordinator;
    private final DemoFirm supplier;
    private final DemoFirm maker;
    private final DemoFirm builder;

    private DemoFirms(Path root, List<Integer> ports) {
        this.root = root;
        this.coordinator = new DemoFirm("coordinator", root.resolve("coordinator"), ports.subList(9, 12));
        this.supplier = new DemoFirm("steel-supplier", root.resolve("steel-supplier"), ports.subList(0, 3));
        this.maker = new DemoFirm("parts-maker", root.resolve("parts-maker"), ports.subList(3, 6));
        this.builder = new DemoFirm("machine-builder", root.resolve("machine-builder"), ports.subList(6, 9));
    }

    /** Four with free ports, in a new folder, of which nothing is written yet. */
    static DemoFirms create() throws IOException {
        var firms = new DemoFirms(Files.createTempDirectory("sluis-demo-"), freePorts(4 * PORTS_EACH));
        Runtime.getRuntime().addShutdownHook(firms.atExit);
        return firms;
    }

    /** A place for exports that goes with the firms. */
    Path exports() {
        return root.resolve("exports");
    }

    /** Writes the firms' folders; {@code customer} is the number under which the parts maker's ERP knows the builder. */
    void write(String customer) throws IOException {
        // A demo is watched: it looks at status lists more often than a firm's own connector does.
        var pace = """
                identity:
                  statusRefresh: PT0.5S
                """;
        var none = List.<Partner>of();
        coordinator.create("Chain coordinator", none, pace + """
                authority:
                  name: Metal chain
                  rulebook:
                    version: "%s"
                """.formatted(DemoChain.RULEBOOK));
        supplier.create("Steel supplier", none, pace);
        maker.create("Parts maker", List.of(builder.asPartner(List.of(customer))), pace);
        builder.create("Machine builder", none, pace);
    }

    /** Starts all at once and returns when all answer. */
    void start() throws IOException, InterruptedException {
        for (var firm : all()) {
            firm.start();
        }
        var deadline = System.nanoTime() + START_SECONDS * 1_000_000_000L;
        var waiting = new ArrayList<>(all());
        while (!waiting.isEmpty()) {
            waiting.removeIf(DemoFirm::ready);
            if (System.nanoTime() > deadline) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "the connector of " + waiting.get(0).name() + " is not ready after " + START_SECONDS + " s: "
                                + waiting.get(0).tail());
            }
            Thread.sleep(50);
        }
    }

    List<DemoFirm> all() {
        return List.of(coordinator, supplier, maker, builder);
    }

    List<DemoFirm> members() {
        return List.of(supplier, maker, builder);
    }

    DemoFirm coordinator() {
        return coordinator;
    }

    DemoFirm supplier() {
        return supplier;
    }

    DemoFirm maker() {
        return maker;
    }

    DemoFirm builder() {
        return builder;
    }

    /** Leaves no process, no database and no folder. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The machine is going down already, and the hook with it.
            return;
        }
    }

    private void end() {
        if (closed.getAndSet(true)) {
            return;
        }
        all().forEach(DemoFirm::stop);
        all().forEach(DemoFirm::close);
        for (var attempt = 1; Files.exists(root); attempt++) {
            try {
                delete(root);
            } catch (IOException e) {
                // A process that is ending may write once more.
                if (attempt == TRIES) {
                    throw new UncheckedIOException(root + " could not be removed", e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(250);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Ports that were free at the same time a moment ago; below those that outgoing connections take meanwhile. */
    private static List<Integer> freePorts(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (var tried = 0; sockets.size() < count; tried++) {
                open(ThreadLocalRandom.current().nextInt(LOWEST_PORT, ABOVE_PORTS), tried)
                        .ifPresent(sockets::add);
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    private static Optional<ServerSocket> open(int port, int tried) throws IOException {
        try {
            return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            if (tried < MOST_TRIES) {
                return Optional.empty();
            }
            throw new IOException("there are no free ports between " + LOWEST_PORT + " and " + ABOVE_PORTS, e);
        }
    }
}
