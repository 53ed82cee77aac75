package cn.yimen.document;

import org.bouncycastle.crypto.digests.SM3Digest;

/** 摘要 (SM3). */
public final class Digest {

    private Digest() {}

    public static byte[] sm3(byte[] content) {
        var sm3 = new SM3Digest();
        sm3.update(content, 0, content.length);
        var digest = new byte[sm3.getDigestSize()];
        sm3.doFinal(digest, 0);
        return digest;
    }
}
