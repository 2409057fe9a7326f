// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names one tile of C2SP tlog-tiles.
 *
 * @param level 0 to 63; level 0 holds leaf hashes
 * @param index place within the level
 * @param width hashes in the tile, 1 to 256; below 256 the tile is partial
 */
public record TileAddress(int level, long index, int width) {

    public static final int HEIGHT = 8;
    public static final int FULL = 1 << HEIGHT;

    private static final Pattern PATH =
            Pattern.compile("tile/(0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    public TileAddress {
        if (level < 0 || level > 63 || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException("no such tile: " + level + "/" + index + " of width " + width);
        }
    }

    /** Reads what {@link #path} writes; empty for any other text. */
    public static Optional<TileAddress> parse(String path) {
        var match = PATH.matcher(path);
        if (!match.matches() || Integer.parseInt(match.group(1)) > 63) {
            return Optional.empty();
        }
        int width = match.group(3) == null ? FULL : Integer.parseInt(match.group(3));
        if (match.group(3) != null && width >= FULL) {
            return Optional.empty();
        }
        long index = Long.parseLong(match.group(2).replace("x", "").replace("/", ""));
        // the index has one spelling: no leading group of zeroes
        return Optional.of(new TileAddress(Integer.parseInt(match.group(1)), index, width))
                .filter(address -> address.path().equals(path));
    }

    public boolean partial() {
        return width < FULL;
    }

    /** For example {@code tile/0/x001/x234/067} or {@code tile/1/000.p/17}. */
    public String path() {
        return "tile/" + level + "/" + indexPath(index) + (partial() ? ".p/" + width : "");
    }

    /** The path of the entry bundle beside a tile of level 0, for example {@code tile/entries/000.p/17}. */
    public String entriesPath() {
        if (level != 0) {
            throw new IllegalArgumentException("entries belong to level 0, not " + level);
        }
        return "tile/entries/" + indexPath(index) + (partial() ? ".p/" + width : "");
    }

    private static String indexPath(long index) {
        var path = String.format(Locale.ROOT, "%03d", index % 1000);
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path = String.format(Locale.ROOT, "x%03d/", rest % 1000) + path;
        }
        return path;
    }
}
