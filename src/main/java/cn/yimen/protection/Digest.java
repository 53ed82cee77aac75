package cn.yimen.protection;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;

/** 摘要: the one place where digests without a key are made. SM3, and SHA-256 where the database reckons the same. */
public final class Digest {

    private Digest() {}

    public static byte[] sm3(byte[] content) {
        return sm3().update(content, content.length).done();
    }

    public static byte[] sm3(String text) {
        return sm3(text.getBytes(StandardCharsets.UTF_8));
    }

    /** For what comes in pieces. */
    public static Running sm3() {
        return new Running();
    }

    public static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    public static byte[] sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC-SHA-256, for draws that anybody can check with a tool at hand. Secrets take {@link KeyedDigest}. */
    public static byte[] hmacSha256(byte[] key, byte[] content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    /** SM3 over pieces. */
    public static final class Running {

        private final SM3Digest sm3 = new SM3Digest();

        private Running() {}

        public Running update(byte[] piece, int length) {
            sm3.update(piece, 0, length);
            return this;
        }

        public byte[] done() {
            var digest = new byte[sm3.getDigestSize()];
            sm3.doFinal(digest, 0);
            return digest;
        }
    }
}
