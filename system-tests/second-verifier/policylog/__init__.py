# SPDX-License-Identifier: Apache-2.0
"""The second verifier of policy-log bundles, from policies/log/FORMAT.md alone."""
