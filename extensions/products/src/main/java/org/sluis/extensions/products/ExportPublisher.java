// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** One file of the folder of a product: published, rejected or left for later. */
final class ExportPublisher {
    private static final int MOST_ATTEMPTS = 20;

    private final Path folder;
    private final Product product;
    private final ProductVersions versions;
    private final Clock clock;
    private final ExportFolder.Settings settings;
    private final Rejections rejections;

    ExportPublisher(
            Path folder, Product product, ProductVersions versions, Clock clock, ExportFolder.Settings settings) {
        this.folder = folder;
        this.product = product;
        this.versions = versions;
        this.clock = clock;
        this.settings = settings;
        this.rejections = new Rejections(folder, settings.language(), clock);
    }

    /** What there is to do with a file. */
    sealed interface Step {
        /** It has been dealt with. */
        record Done(ExportOutcome outcome) implements Step {}

        /** It is published already, or no file of this product. */
        record Nothing() implements Step {}

        /** It changed while it was looked at. */
        record Changing() implements Step {}
    }

    Step publish(Path file, FileStamp stamp) throws IOException {
        var name = String.valueOf(file.getFileName());
        var mapping = mapping();
        if (mapping.isPresent() && !mapping.get().fits(name)) {
            return new Step.Nothing();
        }
        if (stamp.size() > settings.maxBytes()) {
            var fault = Fault.ofFile(Sentences.tooLarge(stamp.size(), settings.maxBytes()));
            return reject(file, stamp, new CheckedExport.Rejected(List.of(fault), 1, List.of()));
        }
        var bytes = read(file);
        if (!FileStamp.of(file).equals(stamp)) {
            return new Step.Changing();
        }
        var sha256 = Documents.sha256(bytes);
        if (mapping.isEmpty()) {
            return isPublished(name, sha256)
                    ? new Step.Nothing()
                    : new Step.Done(new ExportOutcome.Postponed(name, mappingFault()));
        }
        return append(file, stamp, bytes, sha256, new ExportCheck(mapping.get()));
    }

    private Step append(Path file, FileStamp stamp, byte[] bytes, String sha256, ExportCheck check) throws IOException {
        var name = String.valueOf(file.getFileName());
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            // In this order: what another replica publishes after the first look makes the append fail.
            var before = versions.newest(product.id());
            if (isPublished(name, sha256)) {
                return new Step.Nothing();
            }
            var checked = check.check(bytes, extracted(stamp, now), before);
            if (checked instanceof CheckedExport.Rejected rejected) {
                return reject(file, stamp, rejected);
            }
            var accepted = (CheckedExport.Accepted) checked;
            var body = accepted.body();
            var content = new ProductVersion.Content(product.id(), now, body, Documents.sha256(body), name, sha256);
            var version = versions.append(
                    content, before.map(ProductVersion::sequence).orElse(0L));
            if (version.isPresent()) {
                return new Step.Done(new ExportOutcome.Published(
                        name, version.get().sequence(), accepted.rows(), accepted.warnings()));
            }
        }
        return new Step.Done(new ExportOutcome.Postponed(name, "others publish versions of this product all the time"));
    }

    private boolean isPublished(String name, String sha256) {
        return versions.newestFrom(product.id(), name)
                .filter(known -> known.content().sourceSha256().equals(sha256))
                .isPresent();
    }

    private Step reject(Path file, FileStamp stamp, CheckedExport.Rejected rejected) throws IOException {
        var moved = rejections.reject(file, stamp, rejected);
        return moved.isEmpty()
                ? new Step.Changing()
                : new Step.Done(new ExportOutcome.Rejected(
                        String.valueOf(file.getFileName()),
                        String.valueOf(moved.get().getFileName()),
                        rejected.faults(),
                        rejected.faultCount()));
    }

    /** The file's own time tells when the export was made, unless it lies in the future. */
    private static Instant extracted(FileStamp stamp, Instant now) {
        var modified = stamp.modified().truncatedTo(ChronoUnit.SECONDS);
        return modified.isAfter(now) ? now : modified;
    }

    private byte[] read(Path file) throws IOException {
        try (var in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, settings.maxBytes() + 1));
        }
    }

    /** Read each time: what a person corrects in the file works at once. */
    private Optional<Mapping> mapping() {
        try {
            return Optional.of(Mapping.read(folder, product));
        } catch (InvalidMappingException broken) {
            return Optional.empty();
        }
    }

    private String mappingFault() {
        try {
            Mapping.read(folder, product);
            return "the mapping was corrected just now";
        } catch (InvalidMappingException broken) {
            return String.valueOf(broken.getMessage());
        }
    }
}
