// SPDX-License-Identifier: Apache-2.0
/**
 * The policy profile a second time, transcribed from its text for clarity and not for speed. It works on JSON trees and shares no
 * code with the evaluator that runs in the connector: where the two differ, one of them has misread the profile.
 */
package org.sluis.policies.testkit.reference;
