// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The fields of one row of an export, and which row it is. */
record ExportRow(int row, ObjectNode fields) {}
