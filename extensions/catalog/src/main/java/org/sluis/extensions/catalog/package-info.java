// SPDX-License-Identifier: Apache-2.0
/** What contract definitions offer, indexed in PostgreSQL. */
package org.sluis.extensions.catalog;
