package cn.yimen.protection;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 字段加密 (SM4-GCM): key version (1 byte), nonce (12), text, tag (16). A ciphertext opens only in the field it was made
 * for, so that one row's number copied into another column is refused; each encryption of the same text looks different.
 */
@Component
public class FieldCipher {

    private static final int NONCE = 12;
    private static final int TAG = 16;
    private static final int HEAD = 1 + NONCE;

    private final KeyRing ring;
    private final Spare<Engines> engines = new Spare<>(Engines::new);

    public FieldCipher(KeyRing ring) {
        this.ring = ring;
    }

    /**
     * @param field {@code table.column} without the ending {@code _enc}, e.g. {@code person.phone}; the history table
     *     uses the name of the table it is the history of
     */
    public byte[] encrypt(String field, String plain) {
        return seal(field, plain.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #encrypt(String, String)}, for content that is no text. */
    public byte[] seal(String field, byte[] text) {
        var keys = ring.keys();
        var sealed = new byte[HEAD + text.length + TAG];
        sealed[0] = (byte) keys.current();
        return engines.use(mine -> {
            var nonce = mine.nonce();
            System.arraycopy(nonce, 0, sealed, 1, NONCE);
            var cipher = mine.cipher(true, keys, keys.current(), nonce, aad(field, keys.current()));
            var length = cipher.processBytes(text, 0, text.length, sealed, HEAD);
            try {
                cipher.doFinal(sealed, HEAD + length);
            } catch (InvalidCipherTextException e) {
                throw new IllegalStateException(e);
            }
            return sealed;
        });
    }

    /** As {@link #encrypt(String, String)}; null stays null. */
    public byte @Nullable [] encryptIfPresent(String field, @Nullable String plain) {
        return plain == null || plain.isEmpty() ? null : encrypt(field, plain);
    }

    /** @throws Unreadable if it was made for another field, under a key that is gone, or was altered */
    public String decrypt(String field, byte[] sealed) {
        return new String(open(field, sealed), StandardCharsets.UTF_8);
    }

    /** The content of {@link #seal}. */
    public byte[] open(String field, byte[] sealed) {
        if (sealed.length < HEAD + TAG) {
            throw new Unreadable(field);
        }
        var keys = ring.keys();
        var version = sealed[0] & 0xff;
        if (!keys.byVersion().containsKey(version)) {
            throw new Unreadable(field);
        }
        var nonce = Arrays.copyOfRange(sealed, 1, HEAD);
        return engines.use(mine -> {
            var cipher = mine.cipher(false, keys, version, nonce, aad(field, version));
            var plain = new byte[sealed.length - HEAD - TAG + TAG];
            try {
                var length = cipher.processBytes(sealed, HEAD, sealed.length - HEAD, plain, 0);
                length += cipher.doFinal(plain, length);
                return length == plain.length ? plain : Arrays.copyOf(plain, length);
            } catch (InvalidCipherTextException e) {
                throw new Unreadable(field);
            }
        });
    }

    /** As {@link #decrypt(String, byte[])}; null stays null. */
    public @Nullable String decryptIfPresent(String field, byte @Nullable [] sealed) {
        return sealed == null ? null : decrypt(field, sealed);
    }

    /** Version of the key a ciphertext was made with. */
    static int versionOf(byte[] sealed) {
        return sealed[0] & 0xff;
    }

    private static byte[] aad(String field, int version) {
        var name = field.getBytes(StandardCharsets.UTF_8);
        var aad = Arrays.copyOf(name, name.length + 1);
        aad[name.length] = (byte) version;
        return aad;
    }

    /** 密文打不开。 The text names the field, never the value. */
    public static class Unreadable extends RuntimeException {
        Unreadable(String field) {
            super("sealed field cannot be opened: " + field);
        }
    }

    /** One thread's ciphers with their key schedules: making one costs more than using it. */
    private static final class Engines {

        private final SecureRandom random = new SecureRandom();
        private final byte[] pool = new byte[NONCE * 64];
        private int used = pool.length;
        private final GCMModeCipher[][] ciphers = new GCMModeCipher[2][256];
        private final byte[][][] keysOf = new byte[2][256][];

        byte[] nonce() {
            if (used == pool.length) {
                random.nextBytes(pool);
                used = 0;
            }
            used += NONCE;
            return Arrays.copyOfRange(pool, used - NONCE, used);
        }

        GCMModeCipher cipher(boolean encrypt, KeyRing.Keys keys, int version, byte[] nonce, byte[] aad) {
            var direction = encrypt ? 1 : 0;
            var key = java.util.Objects.requireNonNull(keys.byVersion().get(version));
            var cipher = ciphers[direction][version];
            if (cipher == null || keysOf[direction][version] != key) {
                cipher = GCMBlockCipher.newInstance(new SM4Engine());
                cipher.init(encrypt, new AEADParameters(new KeyParameter(key), TAG * 8, nonce, aad));
                ciphers[direction][version] = cipher;
                keysOf[direction][version] = key;
            } else {
                cipher.init(encrypt, new AEADParameters(null, TAG * 8, nonce, aad)); // null: the key as before
            }
            return cipher;
        }
    }
}
