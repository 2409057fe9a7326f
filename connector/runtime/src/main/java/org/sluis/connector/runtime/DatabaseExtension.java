// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import javax.sql.DataSource;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.transaction.datasource.spi.DataSourceRegistry;

/** Hands EDC's stores the company's database. */
final class DatabaseExtension implements ServiceExtension {

    private final DataSource database;

    @Inject
    private DataSourceRegistry registry;

    DatabaseExtension(DataSource database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "Database";
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        registry.register(DataSourceRegistry.DEFAULT_DATASOURCE, database);
    }
}
