// SPDX-License-Identifier: Apache-2.0
/** What the log's leaves are: records without content, chained into streams, committed to salted payloads. */
package org.sluis.policies.log.leaf;
