// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One request that may change something, and who made it.
 *
 * @param principal name of the person or application whose key was used
 * @param path path and query of the request, without its body
 * @param status HTTP status of the answer; empty while it runs, and for good when the process died in between
 */
public record ManagementChange(
        UUID id, Instant at, String principal, String method, String path, Optional<Integer> status) {}
