package cn.yimen.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * 一个坏值.
 *
 * @param kind the class it stands for
 * @param text what is sent; half characters are sent as a broken client would, three bytes each
 * @param legal whether a person could type it: then it is kept or refused at its field, never answered by an error page
 */
record Value(String kind, String text, boolean legal) {

    static Value typed(String kind, String text) {
        return new Value(kind, text, wellFormed(text));
    }

    private static boolean wellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }

    static byte[] bytes(String text) {
        if (wellFormed(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        var out = new ByteArrayOutputStream();
        text.codePoints().forEach(c -> {
            if (c >= 0xD800 && c <= 0xDFFF) {
                out.write(0xE0 | (c >> 12));
                out.write(0x80 | ((c >> 6) & 0x3F));
                out.write(0x80 | (c & 0x3F));
            } else {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return out.toByteArray();
    }

    /** For a form body, a query or a segment of a path. */
    static String encoded(String text) {
        var out = new StringBuilder();
        for (byte b : bytes(text)) {
            if ((b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '-' || b == '_') {
                out.append((char) b);
            } else {
                out.append('%').append(Character.forDigit((b >> 4) & 0xF, 16)).append(Character.forDigit(b & 0xF, 16));
            }
        }
        return out.toString();
    }

    /** For messages: short, and nothing a terminal would obey. */
    String shown() {
        var cut = text.length() > 60 ? text.substring(0, 60) + "… (" + text.length() + ")" : text;
        return kind + " «"
                + cut.codePoints()
                        .mapToObj(c -> Character.isISOControl(c)
                                        || (c >= 0xD800 && c <= 0xDFFF)
                                        || Character.getType(c) == Character.FORMAT
                                ? "\\u%04x".formatted(c)
                                : Character.toString(c))
                        .collect(java.util.stream.Collectors.joining())
                + "»";
    }
}
