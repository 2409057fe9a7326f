// SPDX-License-Identifier: Apache-2.0
/** What a bundle says, for people and for spreadsheets: CSV, JSON Lines and a page that prints. */
package org.sluis.policies.log.report;
