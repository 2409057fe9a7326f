// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.sluis.extensions.products.Product.DEMAND_FORECAST;
import static org.sluis.extensions.products.Product.PRODUCTION_STATUS;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFolderTest {
    private static final String FILE = SampleExports.ORDERS;

    @TempDir
    private Path products;

    private final InMemoryProductVersions versions = new InMemoryProductVersions();
    private final BlockingQueue<ExportOutcome> outcomes = new LinkedBlockingQueue<>();
    private Path folder;
    private ExportFolder watched;

    @BeforeEach
    void createFolder() throws IOException {
        folder = ProductFolder.create(products, PRODUCTION_STATUS);
    }

    @AfterEach
    void stop() {
        if (watched != null) {
            watched.close();
        }
    }

    private static ExportFolder.Settings settings() {
        return new ExportFolder.Settings(Duration.ofMillis(300), Duration.ofMillis(400), 1_000_000, Language.NL);
    }

    private void watch(ProductVersions store) {
        watched = new ExportFolder(products, PRODUCTION_STATUS, store, Clock.systemUTC(), settings(), outcomes::add);
        watched.start();
    }

    private <T extends ExportOutcome> T next(Class<T> wanted) throws InterruptedException {
        var outcome = outcomes.poll(20, TimeUnit.SECONDS);
        assertThat(outcome).isInstanceOf(wanted);
        return wanted.cast(outcome);
    }

    private void nothingHappens() throws InterruptedException {
        assertThat(outcomes.poll(1500, TimeUnit.MILLISECONDS)).isNull();
    }

    private void export(byte[] bytes) throws IOException {
        Files.write(folder.resolve(FILE), bytes);
    }

    private static byte[] changed(String from, String to) {
        return Exports.windows(Exports.text(Exports.sample(FILE)).replaceFirst(from, to));
    }

    private List<String> rejected() throws IOException {
        if (Files.notExists(folder.resolve("rejected"))) {
            return List.of();
        }
        try (var files = Files.list(folder.resolve("rejected"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void publishesAFileThatIsThereAndEachTimeItChanges() throws Exception {
        export(Exports.sample(FILE));
        watch(versions);
        var first = next(ExportOutcome.Published.class);

        export(changed("Gepland", "Vrijgegeven"));
        var second = next(ExportOutcome.Published.class);

        assertThat(first.sequence()).isEqualTo(1);
        assertThat(first.rows()).isEqualTo(48);
        assertThat(second.sequence()).isEqualTo(2);
        assertThat(Files.exists(folder.resolve(FILE))).isTrue();
        nothingHappens();
    }

    @Test
    void publishesAFileOnceEvenAfterARestartOrWhenItIsWrittenAgain() throws Exception {
        export(Exports.sample(FILE));
        watch(versions);
        next(ExportOutcome.Published.class);
        export(Exports.sample(FILE));
        nothingHappens();
        watched.close();

        watch(versions);

        nothingHappens();
        assertThat(versions.newest("production-status").orElseThrow().sequence())
                .isEqualTo(1);
    }

    @Test
    void publishesAFileThatIsMovedIn() throws Exception {
        watch(versions);
        var elsewhere = products.resolve("made.csv");
        Files.write(elsewhere, Exports.sample(FILE));

        Files.move(elsewhere, folder.resolve("Orders.CSV"), StandardCopyOption.ATOMIC_MOVE);

        assertThat(next(ExportOutcome.Published.class).file()).isEqualTo("Orders.CSV");
    }

    @Test
    void publishesNothingOfAFileWithOneBadRowAndReportsInTheLanguageSet() throws Exception {
        var lines = Exports.text(Exports.sample(FILE)).split("\r\n", -1);
        lines[13] = lines[13].replaceFirst("(;st;\\d\\d-\\d\\d-\\d{4};)\\d\\d-\\d\\d-\\d{4}", "$131-02-2026");
        var bad = Exports.windows(String.join("\r\n", lines));
        export(bad);
        watch(versions);

        var outcome = next(ExportOutcome.Rejected.class);

        assertThat(versions.newest("production-status")).isEmpty();
        assertThat(folder.resolve(FILE)).doesNotExist();
        assertThat(folder.resolve("rejected").resolve(outcome.movedTo())).hasBinaryContent(bad);
        assertThat(folder.resolve("rejected/erp_productieorders.report.txt"))
                .content(StandardCharsets.UTF_8)
                .contains("is geweigerd op", "1 fout:", "rij 14, kolom Leverdatum: \"31-02-2026\" is geen datum");
        assertThat(rejected()).containsExactly("erp_productieorders.csv", "erp_productieorders.report.txt");
    }

    @Test
    void keepsEveryRejectedFileOfTheSameName() throws Exception {
        watch(versions);
        for (int i = 0; i < 3; i++) {
            export(("broken " + i + "\n").getBytes(StandardCharsets.UTF_8));
            next(ExportOutcome.Rejected.class);
        }

        assertThat(rejected()).filteredOn(name -> name.endsWith(".csv")).hasSize(3);
        assertThat(rejected()).filteredOn(name -> name.endsWith(".report.txt")).hasSize(3);
    }

    @Test
    void publishesTheCorrectedFileAfterARejectedOne() throws Exception {
        export("x\n".getBytes(StandardCharsets.UTF_8));
        watch(versions);
        next(ExportOutcome.Rejected.class);

        export(Exports.sample(FILE));

        next(ExportOutcome.Published.class);
    }

    @Test
    void waitsForAFileThatIsStillWritten() throws Exception {
        watch(versions);
        var bytes = Exports.sample(FILE);
        try (OutputStream out = Files.newOutputStream(folder.resolve(FILE))) {
            for (int i = 0; i < bytes.length; i += 700) {
                out.write(bytes, i, Math.min(700, bytes.length - i));
                out.flush();
                TimeUnit.MILLISECONDS.sleep(60);
            }
        }

        assertThat(next(ExportOutcome.Published.class).rows()).isEqualTo(48);
        nothingHappens();
    }

    @Test
    void waitsLongerWhenTheLastLineHasNoEnd() throws Exception {
        watch(versions);
        var bytes = Exports.sample(FILE);
        var file = folder.resolve(FILE);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 20));
        TimeUnit.MILLISECONDS.sleep(500);
        Files.write(file, Arrays.copyOfRange(bytes, bytes.length - 20, bytes.length), StandardOpenOption.APPEND);

        assertThat(next(ExportOutcome.Published.class).rows()).isEqualTo(48);
    }

    @Test
    void publishesAFileWithoutAnEndOfTheLastLine() throws Exception {
        export(changed("\r\n$", ""));
        watch(versions);

        assertThat(next(ExportOutcome.Published.class).rows()).isEqualTo(48);
    }

    @Test
    void rejectsAFileThatIsTooLargeUnread() throws Exception {
        try (var channel =
                Files.newByteChannel(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.position(5_000_000_000L);
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
        watch(versions);

        assertThat(next(ExportOutcome.Rejected.class).faults().get(0).in(Language.NL))
                .contains("5000000001 bytes");
    }

    @Test
    void leavesLinksAndFoldersAlone() throws Exception {
        var outside = Files.write(products.resolve("outside.txt"), Exports.sample(FILE));
        Files.createSymbolicLink(folder.resolve("link.csv"), outside);
        Files.createDirectory(folder.resolve("folder.csv"));
        Files.createSymbolicLink(folder.resolve("dangling.csv"), products.resolve("nothing"));
        watch(versions);

        for (int i = 0; i < 3; i++) {
            assertThat(next(ExportOutcome.Postponed.class).reason()).contains("not an ordinary file");
        }
        nothingHappens();
        assertThat(rejected()).isEmpty();
    }

    @Test
    void ignoresFilesThatAreNoExports() throws Exception {
        Files.writeString(folder.resolve("notes.txt"), "x");
        Files.writeString(folder.resolve(".hidden.csv"), "x");
        Files.writeString(folder.resolve("~$erp.csv"), "x");
        watch(versions);

        nothingHappens();
    }

    @Test
    void keepsAFileWhileTheMappingIsBrokenAndPublishesItOnceItIsRepaired() throws Exception {
        var mapping = folder.resolve(Mapping.FILE);
        var good = Files.readString(mapping);
        Files.writeString(mapping, good.replace("Leverdatum: due", "Leverdatum: dew"));
        export(Exports.sample(FILE));
        watch(versions);
        var broken = next(ExportOutcome.Postponed.class);

        Files.writeString(mapping, good);

        assertThat(broken.reason())
                .startsWith("production-status/mapping.yaml, columns, Leverdatum: unknown field \"dew\"");
        next(ExportOutcome.Published.class);
    }

    @Test
    void goesOnWhenTheFolderWasDeletedAndMadeAgain() throws Exception {
        watch(versions);
        nothingHappens();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        nothingHappens();

        ProductFolder.create(products, PRODUCTION_STATUS);
        export(Exports.sample(FILE));

        next(ExportOutcome.Published.class);
    }

    @Test
    void publishesOnceTheStoreAnswersAgain() throws Exception {
        var down = new AtomicBoolean(true);
        watch(new UnreliableVersions(versions, down));
        export(Exports.sample(FILE));
        var postponed = next(ExportOutcome.Postponed.class);
        nothingHappens();

        down.set(false);

        assertThat(postponed.reason()).contains("does not answer");
        assertThat(next(ExportOutcome.Published.class).sequence()).isEqualTo(1);
    }

    @Test
    void leavesABadFileWhereItIsWhileTheDiskIsFull() throws Exception {
        assumeThat(Path.of("/dev/full")).exists();
        Files.createDirectories(folder.resolve("rejected"));
        Files.createSymbolicLink(
                folder.resolve("rejected/.erp_productieorders.report.txt.partial"), Path.of("/dev/full"));
        export("x\n".getBytes(StandardCharsets.UTF_8));
        watch(versions);

        assertThat(next(ExportOutcome.Postponed.class).reason()).contains("No space left");
        next(ExportOutcome.Rejected.class);
        assertThat(rejected()).hasSize(2);
    }

    @Test
    void losesNothingWhenTheFileCannotBeMoved() throws Exception {
        // A file where the folder for rejected files should be.
        Files.writeString(folder.resolve("rejected"), "in the way");
        export("x\n".getBytes(StandardCharsets.UTF_8));
        watch(versions);
        next(ExportOutcome.Postponed.class);
        assertThat(folder.resolve(FILE)).hasContent("x");

        Files.delete(folder.resolve("rejected"));

        next(ExportOutcome.Rejected.class);
    }

    @Test
    void publishesSeveralFilesOldestFirst() throws Exception {
        export(Exports.sample(FILE));
        var older = folder.resolve("z-older.csv");
        Files.write(older, changed("Gepland", "Vrijgegeven"));
        Files.setLastModifiedTime(older, FileTime.from(Instant.now().minusSeconds(60)));
        watch(versions);

        // Backwards: what the older file calls released, the newer one calls planned; a planner may do so.
        assertThat(next(ExportOutcome.Published.class).file()).isEqualTo("z-older.csv");
        assertThat(next(ExportOutcome.Published.class).file()).isEqualTo(FILE);
        nothingHappens();
    }

    @Test
    void publishesAFileOnceWhenTwoWatchTheSameFolder() throws Exception {
        try (var other =
                new ExportFolder(products, PRODUCTION_STATUS, versions, Clock.systemUTC(), settings(), outcomes::add)) {
            other.start();
            watch(versions);
            export(Exports.sample(FILE));
            next(ExportOutcome.Published.class);
            nothingHappens();
            export("x\n".getBytes(StandardCharsets.UTF_8));
            next(ExportOutcome.Rejected.class);
            nothingHappens();
        }

        assertThat(versions.newest("production-status").orElseThrow().sequence())
                .isEqualTo(1);
        // Under which name depends on who came first.
        assertThat(rejected()).hasSize(2);
        assertThat(rejected()).filteredOn(name -> name.endsWith(".csv")).hasSize(1);
    }

    @Test
    void watchesForecastsAsWell() throws Exception {
        var forecasts = ProductFolder.create(products, DEMAND_FORECAST);
        watched = new ExportFolder(products, DEMAND_FORECAST, versions, Clock.systemUTC(), settings(), outcomes::add);
        watched.start();

        Files.write(forecasts.resolve(SampleExports.FORECASTS), Exports.sample(SampleExports.FORECASTS));

        assertThat(next(ExportOutcome.Published.class).rows()).isEqualTo(7);
    }

    private record UnreliableVersions(ProductVersions versions, AtomicBoolean down) implements ProductVersions {
        private ProductVersions reach() {
            if (down.get()) {
                throw new IllegalStateException("no connection");
            }
            return versions;
        }

        @Override
        public Optional<ProductVersion> append(ProductVersion.Content content, long after) {
            return reach().append(content, after);
        }

        @Override
        public Optional<ProductVersion> newest(String product) {
            return reach().newest(product);
        }

        @Override
        public Optional<ProductVersion> newestFrom(String product, String source) {
            return versions.newestFrom(product, source);
        }

        @Override
        public Optional<ProductVersion> next(String product, long after) {
            return reach().next(product, after);
        }

        @Override
        public Optional<ProductVersion> await(String product, long after, Duration timeout)
                throws InterruptedException {
            return reach().await(product, after, timeout);
        }

        @Override
        public void onAppend(Consumer<ProductVersion> listener) {
            reach().onAppend(listener);
        }
    }
}
