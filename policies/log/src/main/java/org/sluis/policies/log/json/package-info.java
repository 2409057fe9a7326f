// SPDX-License-Identifier: Apache-2.0
/** JSON of RFC 8259, read strictly and within bounds, so that an auditor needs no library for it. */
package org.sluis.policies.log.json;
