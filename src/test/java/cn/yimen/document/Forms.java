package cn.yimen.document;

import cn.yimen.document.PrintedForm.Applicant;
import cn.yimen.document.PrintedForm.Authorisation;
import cn.yimen.document.PrintedForm.Box;
import cn.yimen.document.PrintedForm.Declaration;
import cn.yimen.document.PrintedForm.Fact;
import cn.yimen.document.PrintedForm.GuideDepartment;
import cn.yimen.document.PrintedForm.GuideItem;
import cn.yimen.document.PrintedForm.IntakeReceipt;
import cn.yimen.document.PrintedForm.Member;
import cn.yimen.document.PrintedForm.Missing;
import cn.yimen.document.PrintedForm.MissingMaterials;
import cn.yimen.document.PrintedForm.Promise;
import cn.yimen.document.PrintedForm.PublicNotice;
import cn.yimen.document.PrintedForm.Referral;
import cn.yimen.document.PrintedForm.Register;
import cn.yimen.document.PrintedForm.RegisterRow;
import cn.yimen.document.PrintedForm.ServiceGuide;
import cn.yimen.document.PrintedForm.Signer;
import cn.yimen.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Filled forms: the family of the prototype, and the longest one that must still fit. */
final class Forms {

    static final Instant AT = Instant.parse("2026-03-11T02:26:00Z");
    static final PrintStamp STAMP = new PrintStamp("周敏", AT, 1);

    private Forms() {}

    static IntakeReceipt receipt() {
        return receipt(
                List.of(
                        new Member("王建国", "本人", 56, "重度残疾（肢体二级）", Money.ZERO),
                        new Member("李秀兰", "配偶", 54, "慢性病", Money.yuan("900")),
                        new Member("王小明", "子女", 19, "在校生（本科）", Money.ZERO)),
                "本人肢体残疾二级，无法外出务工；妻子患慢性病，打零工月收入约 900 元；儿子读大学二年级，学费生活费靠借款。",
                List.of("居民身份证（3 人，读卡核验）；家庭经济状况核查授权书 1 份；门诊慢性病票据 2 张。", "残疾人证、学籍证明由部门核验，免交。"),
                List.of(),
                List.of(
                        new Promise("最低生活保障", "石桥镇社会救助服务窗口", "0000-1234567", "4月23日（公示后）"),
                        new Promise("医疗救助", "区医疗保障局", "0000-1234568", "3月20日（初核）"),
                        new Promise("教育救助", "区教育局", "0000-1234569", "3月20日（初核）")));
    }

    /** 300 characters of trouble, six members with long names, five matters, long places: still one sheet. */
    static IntakeReceipt longest(int members) {
        var people = new ArrayList<Member>();
        for (int i = 0; i < members; i++) {
            people.add(new Member("欧阳阿依古丽·买买提江" + i, "儿媳或女婿", 82, "重度残疾（肢体二级）、慢性病", Money.yuan("1234567.89")));
        }
        return receipt(
                people,
                "家中遭遇困难。".repeat(300 / 7) + "请予帮助",
                List.of("居民身份证（6 人，读卡核验）；户口簿；家庭经济状况核查授权书 1 份；门诊慢性病票据 12 张；住院费用结算单 3 张。", "残疾人证、学籍证明由部门核验，免交。"),
                List.of("家庭经济状况核查授权书签字页", "病历首页、诊断证明"),
                IntStream.range(0, 5)
                        .mapToObj(i -> new Promise("疾病应急救助和医疗救助", "西秀区医疗保障局", "0851-12345678", "12月20日（初核）"))
                        .toList());
    }

    private static IntakeReceipt receipt(
            List<Member> members, String story, List<String> received, List<String> missing, List<Promise> promises) {
        return new IntakeReceipt(
                "2026-SQ-0132",
                "7F3K-92QM",
                "https://yimen.example/rate?no=2026-SQ-0132",
                AT,
                "石桥镇社会救助服务窗口",
                "石桥镇人民政府",
                new Applicant("王建国", "男 56 岁", "13900001234", "520499197001153410", "农村", "石桥镇大坪村三组 17 号"),
                null,
                members,
                List.of(
                        new Box("最低生活保障", true),
                        new Box("特困人员供养", false),
                        new Box("受灾人员救助", false),
                        new Box("医疗救助", true),
                        new Box("教育救助", true),
                        new Box("住房救助", false),
                        new Box("就业救助", false),
                        new Box("临时救助", false)),
                story,
                received,
                missing,
                "材料齐全，予以受理。最低生活保障由石桥镇办理；医疗救助转区医疗保障局，教育救助转区教育局，均于 3月12日 17:30 前转出。",
                promises,
                LocalDate.of(2026, 3, 16),
                "0000-1234500",
                1,
                STAMP);
    }

    static MissingMaterials missing() {
        return new MissingMaterials(
                "2026-SQ-0119",
                "陈万福",
                AT,
                List.of("最低生活保障", "医疗救助"),
                List.of(
                        new Missing("家庭经济状况核对授权书（全家成年人签字）", "窗口领取，带回签字", "最低生活保障"),
                        new Missing("近 12 个月门诊费用票据", "就诊医院收费处可补打", "医疗救助")),
                LocalDate.of(2026, 3, 18),
                "石桥镇社会救助服务窗口",
                "石桥镇人民政府",
                "石桥镇便民服务中心 3 号窗口",
                "0000-1234567",
                null,
                STAMP);
    }

    static Authorisation authorisation() {
        return new Authorisation(
                "2026-SQ-0132",
                "王建国",
                "石桥镇人民政府",
                "安和区民政局",
                List.of(
                        new Signer("王建国", "本人", "520499197001153410"),
                        new Signer("李秀兰", "配偶", "520499197203083625"),
                        new Signer("㛃䶮镕", "子女", "52049920060701123X")),
                STAMP);
    }

    static Declaration declaration() {
        return new Declaration(
                "2026-SQ-0132",
                "王建国",
                "520499197001153410",
                "石桥镇大坪村三组 17 号",
                List.of("最低生活保障", "医疗救助"),
                "石桥镇人民政府",
                STAMP);
    }

    static PublicNotice publicNotice() {
        return new PublicNotice(
                "GS-2026-0031",
                "最低生活保障拟确认公示",
                "石桥镇大坪村",
                List.of(
                        new Fact("申请人", "王*国"),
                        new Fact("家庭人数", "4 人"),
                        new Fact("拟确认事项", "最低生活保障"),
                        new Fact("拟保障金额", "每月 1,059.00 元"),
                        new Fact("事由", "家庭人均收入低于当地标准")),
                AT,
                Instant.parse("2026-03-18T15:59:59Z"),
                "石桥镇",
                "0000-1234567",
                "《最低生活保障审核确认办法》（民发〔2021〕57号）第十九条",
                "66c7f0f462eeedd9",
                STAMP);
    }

    /** 入户调查表 of two who went, with what differed from the declaration. */
    static PrintedForm.InvestigationSheet investigation() {
        return new PrintedForm.InvestigationSheet(
                "DC-2026-0007",
                "2026-SQ-0132",
                "乡镇入户调查",
                "王建国",
                "最低生活保障",
                "大坪村三组 12 号家中",
                "2026年3月11日 9:30",
                "上门",
                "王建国、李桂芳；邻居张大姐",
                List.of(
                        new PrintedForm.SheetLine("王建国 户主", "共同生活", "一致", ""),
                        new PrintedForm.SheetLine("李桂芳 零工收入（每月）", "300.00 元", "不一致：800.00 元", "票据、合同、流水，工资条三个月"),
                        new PrintedForm.SheetLine("王建国 机动车", "生活用机动车", "一致", ""),
                        new PrintedForm.SheetLine("全家 收入：土地流转收入", "未申报", "全年 1,200.00 元", "邻里反映")),
                List.of("王建国：自主吃饭能；自主穿衣能；自主上下床能；自主如厕能；室内自主行走不能；自主洗澡不能；2 项不能"),
                List.of("隔壁张大姐：男的常年有病，女的在镇上打零工"),
                "砖房两间，漏雨，有电视一台",
                "申报收入偏少，其余属实",
                "3 张，存于系统",
                "王建国（家庭成员）签字确认",
                List.of(new PrintedForm.SheetSigner("周敏", "乡镇工作人员", AT), new PrintedForm.SheetSigner("何静", "信息员", AT)),
                STAMP);
    }

    /** 民主评议记录 of five. */
    static PrintedForm.AppraisalMinutes appraisal() {
        return new PrintedForm.AppraisalMinutes(
                "PY-2026-0003",
                "2026-SQ-0132",
                "王建国",
                "最低生活保障",
                LocalDate.of(2026, 3, 12),
                "大坪村村委会",
                "周敏",
                "何静",
                List.of(
                        new PrintedForm.Fact("张大姐", "熟悉情况的群众"),
                        new PrintedForm.Fact("李学文", "村（居）民代表"),
                        new PrintedForm.Fact("陈立", "村（居）民代表"),
                        new PrintedForm.Fact("吴桂英", "党员代表"),
                        new PrintedForm.Fact("龙大贵", "村（居）委会成员")),
                4,
                1,
                0,
                "多数同意",
                "宣读申请和调查情况，到会的人依次发言",
                "有人认为打工收入没有报全",
                "收入按调查核实的认定，家庭确有困难",
                STAMP);
    }

    static Referral referral() {
        return new Referral(
                "ZB-2026-0213",
                "2026-SQ-0132",
                AT,
                "石桥镇社会救助服务窗口",
                "0000-1234567",
                "周敏",
                "区医疗保障局",
                "何静",
                "0000-1234568",
                "王建国",
                "男 56 岁",
                "13900001234",
                "石桥镇大坪村三组 17 号",
                List.of("医疗救助"),
                "妻子患慢性病，门诊自付每月约 240 元；本人肢体残疾二级，无法外出务工。",
                List.of(new Fact("家庭人口", "3 人"), new Fact("医疗自付", "每月 240.00 元，票据 2 张")),
                List.of("门诊慢性病票据 2 张"),
                "2026年3月12日 17:30",
                "2026年3月13日",
                "2026年3月19日",
                STAMP);
    }

    static Register register(int rows) {
        return new Register(
                "石桥镇社会救助服务窗口",
                LocalDate.of(2026, 3, 1),
                LocalDate.of(2026, 3, 31),
                IntStream.range(0, rows)
                        .mapToObj(i -> new RegisterRow(
                                AT,
                                "2026-SQ-%04d".formatted(132 + i),
                                "王建国",
                                "520499********3410",
                                "139****1234",
                                "大坪村三组",
                                "=1+1 妻子患慢性病，门诊自付较多",
                                "医疗救助",
                                "区医疗保障局",
                                AT,
                                "已签收，正在办",
                                null,
                                "周敏"))
                        .toList(),
                STAMP);
    }

    static ServiceGuide guide() {
        return new ServiceGuide(
                "安和区",
                LocalDate.of(2026, 3, 11),
                List.of(new GuideDepartment(
                        "区民政局",
                        "0000-1234500",
                        List.of(new GuideItem(
                                "MZ-01",
                                "最低生活保障",
                                "家里人均收入低于当地标准的，按月补到标准。",
                                "共同生活的家庭成员人均收入低于当地低保标准，财产符合规定",
                                List.of("身份证、户口簿", "家庭经济状况核对授权书"),
                                "30 个工作日内",
                                "《社会救助暂行办法》第二章")))),
                "0000-1234500");
    }
}
