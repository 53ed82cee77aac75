package cn.yimen.kernel;

import org.jspecify.annotations.Nullable;

/** 文字输入: what a text must not hold to be stored and shown: signs nobody sees, halves of characters. */
public final class TextInput {

    private TextInput() {}

    /**
     * What is wrong, to go behind the label; nothing if it can be stored as it is.
     *
     * @param most characters as a person counts them
     * @param lines whether line breaks may stand in it
     */
    public static @Nullable String problem(String input, int most, boolean lines) {
        for (int at = 0; at < input.length(); ) {
            int c = input.codePointAt(at);
            if (c == '\n' || c == '\r' || c == '\t') {
                if (!lines) {
                    return "里有换行或制表符，请删掉";
                }
            } else if (Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE || c == 0xFFFF) {
                return "第 " + (input.codePointCount(0, at) + 1) + " 个字是看不见的字符，请删掉重输";
            }
            at += Character.charCount(c);
        }
        int length = input.codePointCount(0, input.length());
        return length > most ? "不超过 " + most + " 字，现在 " + length + " 字" : null;
    }
}
