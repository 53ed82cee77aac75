package cn.yimen.demo;

import cn.yimen.kernel.ResidentId;
import java.time.LocalDate;
import java.util.SplittableRandom;

/**
 * 虚构的人名和号码, the same for the same seed. Surnames follow the frequency of the region.
 */
final class People {

    /** GB/T 2260 has no such division: nobody bears such a number. */
    static final String UNASSIGNED = "520499";

    private static final String[] SURNAMES = {
        "王", "李", "张", "杨", "陈", "刘", "吴", "黄", "周", "罗", "石", "韦", "伍", "卢", "鲍", "齐", "唐", "何", "赵", "彭",
        "胡", "徐", "郭", "邓", "肖", "宋", "田", "潘", "冯", "邹", "熊", "金", "谢", "蒋", "梁", "汪", "龙", "余", "叶", "程",
        "丁", "班", "覃", "单", "曾", "仇", "查", "解", "翟", "区", "雷", "骆", "任", "严", "孔", "娄", "欧阳", "尉迟", "上官"
    };
    private static final String[] MALE = {
        "建国", "国强", "志明", "德才", "万福", "正刚", "小军", "光荣", "文斌", "大勇", "启明", "家富", "永贵", "明亮", "少华", "开发", "顺", "洪", "兴旺",
        "跃进", "朝阳", "海", "伟", "磊", "浩然", "子轩", "宇航", "俊杰", "天佑", "金柱", "老三", "廷友", "世昌", "登科"
    };
    private static final String[] FEMALE = {
        "秀兰", "桂芳", "世芬", "秀珍", "小兰", "玉珍", "秀英", "凤仙", "菊香", "春梅", "丽", "敏", "艳", "燕", "琼", "素芬", "美玲",
        "红", "雪", "晓燕", "诗涵", "欣怡", "梓涵", "佳怡", "静", "芳", "桂英", "三妹", "幺妹", "云", "莲", "翠花", "明珍", "朝秀"
    };

    private People() {}

    static String surname(SplittableRandom random) {
        // the first names of the list are the frequent ones
        var at = Math.min(random.nextInt(SURNAMES.length), random.nextInt(SURNAMES.length));
        return SURNAMES[at];
    }

    static String given(SplittableRandom random, boolean male) {
        var names = male ? MALE : FEMALE;
        return names[random.nextInt(names.length)];
    }

    /**
     * A valid number of nobody.
     *
     * @param sequence 0 to 999, odd for a man
     */
    static ResidentId number(LocalDate born, int sequence) {
        var body = "%s%04d%02d%02d%03d"
                .formatted(UNASSIGNED, born.getYear(), born.getMonthValue(), born.getDayOfMonth(), sequence);
        return ResidentId.of(body + ResidentId.checkCharacter(body));
    }

    /** An invented mobile number: 139 0000 0000 and on, a block no operator gives to anybody. */
    static String phone(long serial) {
        return "1390%07d".formatted(serial % 10_000_000);
    }
}
