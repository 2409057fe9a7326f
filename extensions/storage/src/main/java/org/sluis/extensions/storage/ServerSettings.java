// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.io.IOException;
import java.nio.file.Path;

/** The server's settings; written at each start, because they are the connector's and not the data's. */
final class ServerSettings {

    static final int MAX_CONNECTIONS = 40;

    private static final String SETTINGS = """
            # Written by the connector at each start.
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = %d
            password_encryption = 'scram-sha-256'

            # What was told to be stored is stored.
            fsync = on
            synchronous_commit = on
            full_page_writes = on

            # A connector of one firm on a small machine.
            shared_buffers = 24MB
            work_mem = 4MB
            maintenance_work_mem = 16MB
            effective_cache_size = 256MB
            # Under a lasting load every checkpoint has each touched page written whole once more: fewer of them.
            max_wal_size = 1GB
            min_wal_size = 32MB
            wal_level = minimal
            max_wal_senders = 0
            max_worker_processes = 2
            max_parallel_workers = 0
            max_parallel_workers_per_gather = 0
            max_logical_replication_workers = 0
            autovacuum_max_workers = 1
            autovacuum_worker_slots = 2
            io_method = sync
            jit = off

            # A broken link must not hold a lock on an agreement.
            idle_in_transaction_session_timeout = 60s
            tcp_keepalives_idle = 30
            tcp_keepalives_interval = 10
            tcp_keepalives_count = 3

            # 'log' leaves statements that failed, and the values in them, out of the server's log.
            log_min_messages = 'log'
            log_min_error_statement = 'panic'
            log_checkpoints = off
            log_timezone = 'UTC'
            timezone = 'UTC'
            datestyle = 'iso, ymd'
            lc_messages = 'C'
            default_text_search_config = 'pg_catalog.simple'
            """.formatted(MAX_CONNECTIONS);

    // Other users of this machine reach the port, too.
    private static final String ACCESS = """
            # Written by the connector at each start.
            host all %s 127.0.0.1/32 scram-sha-256
            """.formatted(EmbeddedDatabase.USER);

    private ServerSettings() {}

    static void write(Path cluster) throws IOException {
        OwnerOnly.write(cluster.resolve("postgresql.conf"), SETTINGS);
        OwnerOnly.write(cluster.resolve("pg_hba.conf"), ACCESS);
    }
}
