package cn.yimen.casefile;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** 收件编号: {@code 2026-SQ-0132}, year, letters of the township, running number without gaps (IN-6). */
public record ReceiptNumber(String text) implements Serializable {

    private static final Pattern FORM = Pattern.compile("[0-9]{4}-[A-Z]{2,4}-[0-9]{4,6}");

    /** @throws IllegalArgumentException if it is not of that form */
    public ReceiptNumber {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a receipt number");
        }
    }

    static ReceiptNumber of(int year, String letters, int number) {
        return new ReceiptNumber("%d-%s-%04d".formatted(year, letters, number));
    }

    /** Reads what a person types: full-width signs, small letters and spaces are forgiven. */
    public static Optional<ReceiptNumber> parse(String typed) {
        var text = java.text.Normalizer.normalize(typed, java.text.Normalizer.Form.NFKC)
                .replaceAll("[\\s]", "")
                .replaceAll("[‐‑‒–—―−_]", "-")
                .toUpperCase(Locale.ROOT);
        return FORM.matcher(text).matches() ? Optional.of(new ReceiptNumber(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
