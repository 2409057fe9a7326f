// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.sluis.extensions.products.ExportFolder;
import org.sluis.extensions.products.ExportOutcome;
import org.sluis.extensions.products.Language;
import org.sluis.extensions.products.Product;
import org.sluis.extensions.products.ProductVersions;

/** The folders whose exports are published as they come, one for each product. */
final class Exports implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Exports.class.getName());
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final Duration RESCAN = Duration.ofSeconds(5);

    private final List<ExportFolder> folders;

    private Exports(List<ExportFolder> folders) {
        this.folders = folders;
    }

    static Exports watch(Path company, Configuration configuration, ProductVersions versions) {
        var settings = new ExportFolder.Settings(
                SETTLE,
                RESCAN,
                configuration.products().fileLimit(),
                Language.of(configuration.language()).orElseThrow());
        var products = company.resolve(configuration.products().folder());
        var clock = Clock.system(configuration.timeZone());
        var folders = Product.ALL.stream()
                .map(product -> new ExportFolder(
                        products, product, versions, clock, settings, told -> tell(product, told, settings.language())))
                .toList();
        folders.forEach(ExportFolder::start);
        return new Exports(folders);
    }

    private static void tell(Product product, ExportOutcome outcome, Language language) {
        var file = product.id() + "/" + outcome.file() + ": ";
        if (outcome instanceof ExportOutcome.Published published) {
            LOG.log(Level.INFO, file + "version " + published.sequence() + ", " + published.rows() + " rows");
            published.warnings().forEach(warning -> LOG.log(Level.WARNING, file + warning.in(language)));
        } else if (outcome instanceof ExportOutcome.Rejected rejected) {
            LOG.log(
                    Level.WARNING,
                    file + "rejected, " + rejected.faultCount() + " faults; see rejected/" + rejected.movedTo());
        } else if (outcome instanceof ExportOutcome.Postponed postponed) {
            LOG.log(Level.WARNING, file + postponed.reason() + "; tried again");
        }
    }

    @Override
    public void close() {
        folders.forEach(ExportFolder::close);
    }
}
