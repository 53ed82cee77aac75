package cn.yimen.protection;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 密钥环: the keys of the fields, of the index and of the audit chain, as given from outside ({@code yimen.keys},
 * {@code yimen.index-key}, {@code yimen.audit-key}). The first field key writes, all of them read. A rotation is done in
 * two settings: first {@code 1:…,2:…} on every node (2 can be read everywhere), then {@code 2:…,1:…} (2 writes).
 */
public final class KeyRing {

    private static final int DATA_KEY_BYTES = 16;
    private static final int DIGEST_KEY_BYTES = 32;

    private final boolean defaults;
    private final KeyedDigest index;
    private final KeyedDigest audit;
    private volatile Keys keys;

    /**
     * @param keys {@code version:base64} each, version 1 to 255, 16 bytes; empty for the demo key
     * @param indexKey base64 of 32 bytes; null for the demo key
     * @param auditKey base64 of 32 bytes; null for the demo key
     * @throws IllegalArgumentException says which setting is wrong and what it should be, never its value
     */
    public KeyRing(List<String> keys, @Nullable String indexKey, @Nullable String auditKey) {
        this.defaults = keys.isEmpty() || indexKey == null || auditKey == null;
        this.keys = keys.isEmpty() ? new Keys(1, Map.of(1, demo("field", DATA_KEY_BYTES))) : Keys.parse(keys);
        this.index = new KeyedDigest(
                indexKey == null ? demo("index", DIGEST_KEY_BYTES) : digestKey("yimen.index-key", indexKey));
        this.audit = new KeyedDigest(
                auditKey == null ? demo("audit", DIGEST_KEY_BYTES) : digestKey("yimen.audit-key", auditKey));
    }

    /** Whether any of the keys is the one everybody can read in the source; a production start refuses that. */
    public boolean isDefault() {
        return defaults;
    }

    /** Version of the key that writes now. */
    public int currentVersion() {
        return keys.current();
    }

    /** Takes another set of field keys while the application runs; what was written under an absent one is unreadable. */
    public void use(List<String> keys) {
        this.keys = Keys.parse(keys);
    }

    /** The digest of the audit chain. */
    public KeyedDigest auditDigest() {
        return audit;
    }

    KeyedDigest indexDigest() {
        return index;
    }

    Keys keys() {
        return keys;
    }

    private static byte[] demo(String purpose, int length) {
        var seed = ("yimen demo key, everybody can read it: " + purpose).getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(Digest.sm3(seed), length);
    }

    private static byte[] digestKey(String setting, String base64) {
        return decode(setting, base64, DIGEST_KEY_BYTES);
    }

    private static byte[] decode(String setting, String base64, int length) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + " 不是 base64");
        }
        if (key.length != length) {
            throw new IllegalArgumentException("%s 应为 %d 字节的 base64,现在是 %d 字节".formatted(setting, length, key.length));
        }
        return key;
    }

    /** The field keys at one moment. */
    record Keys(int current, Map<Integer, byte[]> byVersion) {

        static Keys parse(List<String> settings) {
            var byVersion = new HashMap<Integer, byte[]>();
            var first = 0;
            for (var setting : settings) {
                var colon = setting.indexOf(':');
                var version = colon < 0 ? "" : setting.substring(0, colon).strip();
                if (!version.matches("[1-9]\\d{0,2}") || Integer.parseInt(version) > 255) {
                    throw new IllegalArgumentException("yimen.keys 的每一项应为「版本号:base64」,版本号 1 到 255");
                }
                var number = Integer.parseInt(version);
                var key = decode("yimen.keys 版本 " + number, setting.substring(colon + 1), DATA_KEY_BYTES);
                if (byVersion.put(number, key) != null) {
                    throw new IllegalArgumentException("yimen.keys 版本 " + number + " 出现两次");
                }
                first = first == 0 ? number : first;
            }
            if (first == 0) {
                throw new IllegalArgumentException("yimen.keys 是空的");
            }
            return new Keys(first, Map.copyOf(byVersion));
        }
    }
}
