package cn.yimen.district;

import com.ibm.icu.text.Transliterator;
import java.util.Arrays;
import java.util.stream.Collectors;

/** 地名拼音: how a name is typed without Chinese characters. 长 is read chang and 畜 xu,
 * as names of places nearly always mean. */
final class PlaceNames {

    private PlaceNames() {}

    static String pinyin(String name) {
        return String.join("", syllables(name));
    }

    static String initials(String name) {
        return Arrays.stream(syllables(name))
                .map(syllable -> syllable.isEmpty() || Character.isDigit(syllable.charAt(0))
                        ? syllable
                        : syllable.substring(0, 1))
                .collect(Collectors.joining());
    }

    private static String[] syllables(String name) {
        return Holder.LATIN
                .transliterate(name.replace("长", "常").replace("畜", "蓄"))
                .replaceAll("[^a-z0-9]+", " ")
                .strip()
                .split(" ");
    }

    /** Made when the first name is entered: it takes a while and most runs enter none. */
    private static final class Holder {
        static final Transliterator LATIN = Transliterator.getInstance("Han-Latin; Latin-ASCII; Any-Lower");
    }
}
