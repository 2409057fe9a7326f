// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sluis.policies.log.json.JsonArray;
import org.sluis.policies.log.json.JsonObject;
import org.sluis.policies.log.json.JsonString;
import org.sluis.policies.log.json.JsonValue;
import org.sluis.policies.log.note.VerifierKey;

/** The file keys.json. */
final class BundleKeys {

    private static final int MOST = 64;

    private BundleKeys() {}

    static List<BundleKey> parse(ByteBuffer bytes) throws UnreadableBundleException {
        var fields = JsonFields.read(FileNames.KEYS, bytes);
        fields.only(Set.of("keys"));
        var keys = new ArrayList<BundleKey>();
        for (var key : fields.objects("keys", MOST)) {
            key.only(Set.of("use", "did", "vkey"));
            var word = key.text("use");
            var use = Arrays.stream(BundleKey.Use.values())
                    .filter(known -> known.label().equals(word))
                    .findFirst()
                    .orElseThrow(() -> key.wrong("use"));
            var vkey = VerifierKey.parse(key.text("vkey")).orElseThrow(() -> key.wrong("vkey"));
            keys.add(new BundleKey(use, key.text("did"), vkey));
        }
        return keys;
    }

    static byte[] bytes(Collection<BundleKey> keys) {
        var array = new JsonArray(keys.stream().map(BundleKeys::json).toList());
        return new JsonObject(Map.of("keys", array)).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonValue json(BundleKey key) {
        var members = new LinkedHashMap<String, JsonValue>();
        members.put("use", new JsonString(key.use().label()));
        members.put("did", new JsonString(key.did()));
        members.put("vkey", new JsonString(key.key().vkey()));
        return new JsonObject(members);
    }
}
