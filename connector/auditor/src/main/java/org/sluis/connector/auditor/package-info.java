// SPDX-License-Identifier: Apache-2.0
/** The auditor's tool: checks what a company's policy log says, with nothing but its bundle. */
package org.sluis.connector.auditor;
