package cn.yimen.protection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/** 带密钥的杂凑 (HMAC-SM3): a digest nobody can make without the key. Safe for many threads. */
public final class KeyedDigest {

    private static final int LENGTH = 32;

    private final Spare<HMac> macs;

    KeyedDigest(byte[] key) {
        this.macs = new Spare<>(() -> {
            var mac = new HMac(new SM3Digest());
            mac.init(new KeyParameter(key));
            return mac;
        });
    }

    /** @return 32 bytes over the message as it is */
    public byte[] of(byte[] message) {
        return macs.use(mac -> {
            mac.update(message, 0, message.length);
            return done(mac);
        });
    }

    /** @return 32 bytes over the parts, each with its length, so that no part can be moved into its neighbour */
    public byte[] of(byte[] first, @Nullable String... parts) {
        return macs.use(mac -> {
            update(mac, first);
            for (var part : parts) {
                update(mac, part == null ? null : part.getBytes(StandardCharsets.UTF_8));
            }
            return done(mac);
        });
    }

    private static byte[] done(HMac mac) {
        var digest = new byte[LENGTH];
        mac.doFinal(digest, 0);
        return digest;
    }

    private static void update(HMac mac, byte @Nullable [] part) {
        var length =
                ByteBuffer.allocate(4).putInt(part == null ? -1 : part.length).array();
        mac.update(length, 0, 4);
        if (part != null) {
            mac.update(part, 0, part.length);
        }
    }
}
