// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.sluis.policies.log.Hash;

/** The definitions of RFC 9162 section 2.1, word by word and slow. */
final class NaiveTree {

    private NaiveTree() {}

    static Hash root(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return sha256();
        }
        if (leaves.size() == 1) {
            return sha256(new byte[] {0}, leaves.get(0));
        }
        int k = split(leaves.size());
        var left = root(leaves.subList(0, k));
        var right = root(leaves.subList(k, leaves.size()));
        return sha256(new byte[] {1}, left.bytes(), right.bytes());
    }

    static List<Hash> path(int index, List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return List.of();
        }
        int k = split(leaves.size());
        var left = leaves.subList(0, k);
        var right = leaves.subList(k, leaves.size());
        return index < k ? with(path(index, left), root(right)) : with(path(index - k, right), root(left));
    }

    static List<Hash> subproof(int first, List<byte[]> leaves, boolean whole) {
        if (first == leaves.size()) {
            return whole ? List.of() : List.of(root(leaves));
        }
        int k = split(leaves.size());
        var left = leaves.subList(0, k);
        var right = leaves.subList(k, leaves.size());
        return first <= k
                ? with(subproof(first, left, whole), root(right))
                : with(subproof(first - k, right, false), root(left));
    }

    private static int split(int leaves) {
        int k = 1;
        while (2 * k < leaves) {
            k *= 2;
        }
        return k;
    }

    private static List<Hash> with(List<Hash> hashes, Hash last) {
        var all = new ArrayList<>(hashes);
        all.add(last);
        return all;
    }

    private static Hash sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update(part);
            }
            return Hash.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
