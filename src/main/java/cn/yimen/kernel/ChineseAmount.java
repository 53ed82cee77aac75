package cn.yimen.kernel;

/** 大写金额, as on decisions and payment papers: {@code 壹仟柒佰捌拾玖元整}; put after 「人民币」 without a gap (ui-guide 9). */
public final class ChineseAmount {

    private static final String DIGITS = "零壹贰叁肆伍陆柒捌玖";
    private static final String[] PLACES = {"", "拾", "佰", "仟"};
    private static final String[] GROUPS = {"", "万", "亿", "万亿", "亿亿"};
    private static final long[] POWERS = {1, 10_000, 100_000_000, 1_000_000_000_000L, 10_000_000_000_000_000L};
    private static final int HIGHEST = POWERS.length - 1;

    private ChineseAmount() {}

    public static String of(Money amount) {
        long yuan = Math.abs(amount.fen() / 100);
        int jiao = (int) Math.abs(amount.fen() % 100) / 10;
        int fen = (int) Math.abs(amount.fen() % 10);
        var text = new StringBuilder(amount.fen() < 0 ? "负" : "");
        if (yuan > 0 || (jiao == 0 && fen == 0)) {
            text.append(whole(yuan)).append('元');
        }
        if (jiao == 0 && fen == 0) {
            return text.append('整').toString();
        }
        if (jiao > 0) {
            text.append(DIGITS.charAt(jiao)).append('角');
        } else if (yuan > 0) {
            text.append('零');
        }
        if (fen > 0) {
            text.append(DIGITS.charAt(fen)).append('分');
        } else {
            text.append('整');
        }
        return text.toString();
    }

    private static String whole(long yuan) {
        if (yuan == 0) {
            return "零";
        }
        var text = new StringBuilder();
        boolean gap = false;
        for (int group = HIGHEST; group >= 0; group--) {
            int four = (int) (yuan / POWERS[group] % 10_000);
            if (four == 0) {
                gap = !text.isEmpty();
                continue;
            }
            if (!text.isEmpty() && (gap || four < 1000)) {
                text.append('零');
            }
            text.append(group(four)).append(unit(GROUPS[group], yuan, group));
            gap = false;
        }
        return text.toString();
    }

    /** 万亿 keeps its 亿 only where no other 亿 follows. */
    private static String unit(String name, long yuan, int group) {
        return group == 3 && yuan / POWERS[2] % 10_000 != 0 ? "万" : name;
    }

    private static String group(int four) {
        var text = new StringBuilder();
        boolean gap = false;
        int divisor = 1000;
        for (int place = 3; place >= 0; place--, divisor /= 10) {
            int digit = four / divisor % 10;
            if (digit == 0) {
                gap = !text.isEmpty();
                continue;
            }
            if (gap) {
                text.append('零');
            }
            text.append(DIGITS.charAt(digit)).append(PLACES[place]);
            gap = false;
        }
        return text.toString();
    }
}
