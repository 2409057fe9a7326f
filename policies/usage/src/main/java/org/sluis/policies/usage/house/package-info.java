// SPDX-License-Identifier: Apache-2.0
/** House rules as a firm writes them: read strictly, kept with their history, applied to proposed terms. */
package org.sluis.policies.usage.house;
