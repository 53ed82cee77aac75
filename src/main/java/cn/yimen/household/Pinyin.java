package cn.yimen.household;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** 姓名拼音: as surnames are read (单 shan, 曾 zeng), ü written v as it is typed. About 70 µs a name: made when one is saved. */
final class Pinyin {

    private static final int KEPT = 10_000;

    /** Names repeat: the ones read last are kept. */
    private static final Map<String, List<String>> READ = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
            return size() > KEPT;
        }
    };

    private Pinyin() {}

    /** {@code 吕建国}: {@code lvjianguo}; only a–z and digits. */
    static String of(String name) {
        return String.join("", syllables(name));
    }

    /** {@code 吕建国}: {@code ljg}. */
    static String initials(String name) {
        var initials = new StringBuilder();
        for (var syllable : syllables(name)) {
            initials.append(syllable.charAt(0));
        }
        return initials.toString();
    }

    /** The pairs of neighbouring characters: {@code 欧阳建国}: 欧阳, 阳建, 建国. Each once. */
    static String[] grams(String text) {
        var points = text.codePoints()
                .filter(c -> Character.isLetterOrDigit(c))
                .map(Character::toLowerCase)
                .toArray();
        var grams = new ArrayList<String>();
        for (var i = 0; i + 1 < points.length; i++) {
            var gram = new String(points, i, 2);
            if (!grams.contains(gram)) {
                grams.add(gram);
            }
        }
        return grams.toArray(String[]::new);
    }

    private static List<String> syllables(String name) {
        synchronized (READ) {
            return READ.computeIfAbsent(name, Pinyin::read);
        }
    }

    private static List<String> read(String name) {
        var read = Normalizer.normalize(Names.READER.transliterate(name), Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("u([\\u0300-\\u036f]*)\\u0308", "v")
                .replaceAll("\\p{M}", "");
        var syllables = new ArrayList<String>();
        for (var part : read.split("[^a-z0-9]+")) {
            if (!part.isEmpty()) {
                syllables.add(part);
            }
        }
        return syllables;
    }

    /** Loaded at the first name: it costs half a second. */
    private static final class Names {
        private static final Transliterator READER = Transliterator.getInstance("Han-Latin/Names");
    }
}
