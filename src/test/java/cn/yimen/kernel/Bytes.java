package cn.yimen.kernel;

import java.nio.charset.StandardCharsets;

/** Text of a fuzzer's bytes: as UTF-8, or as UTF-16 with its half characters. */
public final class Bytes {

    private Bytes() {}

    public static String text(byte[] input) {
        if (input.length > 1 && input[0] == (byte) 0xFE) {
            return new String(input, 1, input.length - 1, StandardCharsets.UTF_16BE);
        }
        return new String(input, StandardCharsets.UTF_8);
    }
}
