package cn.yimen.document;

import cn.yimen.document.PrintedForm.BlacklistNotice;
import cn.yimen.document.PrintedForm.ChainLine;
import cn.yimen.document.PrintedForm.ExplainedStep;
import cn.yimen.document.PrintedForm.Explanation;
import cn.yimen.document.PrintedForm.Referrals;
import cn.yimen.document.PrintedForm.ResponsibilityChain;
import cn.yimen.document.PrintedForm.VerificationReport;
import cn.yimen.document.PrintedForm.VerifiedFinding;
import cn.yimen.document.PrintedForm.VerifiedSource;
import cn.yimen.kernel.Money;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/** Filled papers of the records: what was counted, verified, listed, and who answers for it. */
final class FormsOfRecord {

    private FormsOfRecord() {}

    static Explanation explanation() {
        return new Explanation(
                "2026-JZ-0132",
                "王建国",
                Forms.AT,
                "为什么符合：最低生活保障（农村）",
                List.of(
                        new ExplainedStep(
                                "家庭月收入",
                                "(18,000.00 + 3,600.00 + 240.00 − 5,500.00) ÷ 12",
                                "民发〔2021〕57号第十三条",
                                "1,361.67"),
                        new ExplainedStep("人均月收入", "1,361.67 ÷ 4，低于标准 605.00", "民发〔2021〕57号第四条", "340.42"),
                        new ExplainedStep("基本金", "605.00 × 4 − 1,361.67，向上取整到元", "民发〔2021〕57号第二十三条", "1,059.00")),
                Money.yuan("1059"),
                "预计每月发放",
                List.of("家庭财产符合规定", "户籍在本区"),
                "参数 2026年1月1日起，规则 3",
                Forms.STAMP);
    }

    static BlacklistNotice blacklist(boolean decided) {
        return new BlacklistNotice(
                decided ? "SX-2026-0002" : "SX-2026-0001",
                "王建国",
                "520499********3410",
                "隐瞒家庭收入",
                "2026年1月至6月在县外务工，月收入约 4,200.00 元，申请时没有申报。",
                "《社会救助暂行办法》第六十八条",
                "收到之日起 5 个工作日内",
                decided ? null : LocalDate.of(2026, 9, 18),
                decided,
                decided ? "列入社会救助失信名单 1 年" : null,
                decided ? LocalDate.of(2026, 9, 21) : null,
                decided ? LocalDate.of(2027, 9, 20) : null,
                LocalDate.of(2026, 9, 11),
                "区民政局",
                "0000-1234567",
                Forms.STAMP);
    }

    static ResponsibilityChain chain(int lines) {
        return new ResponsibilityChain(
                "2026-JZ-0132",
                "王建国",
                "最低生活保障",
                "旧州镇把士村",
                IntStream.range(0, lines)
                        .mapToObj(n -> new ChainLine(
                                n % 2 == 0 ? "受理" : "入户调查",
                                Forms.AT.plus(Duration.ofHours(n)),
                                n % 2 == 0 ? "受理登记" : "入户调查，两人到场",
                                n % 2 == 0 ? "周敏（旧州镇社会救助服务窗口）" : "陈立、何静（旧州镇）",
                                "经核实与申报一致",
                                n % 2 == 0 ? "2026-JZ-0132" : ""))
                        .toList(),
                List.of("民主评议"),
                Forms.STAMP);
    }

    static VerificationReport verified(int findings) {
        return new VerificationReport(
                "HD-2026-0012",
                "2026-JZ-0132",
                "王建国",
                List.of("王建国（本人）", "李秀兰（配偶）", "王小明（子女）"),
                Forms.AT,
                LocalDate.of(2026, 3, 1),
                "陈立",
                "区民政局",
                List.of(
                        new VerifiedSource("车辆登记", "区公安分局", "2026年3月1日", "有 1 条"),
                        new VerifiedSource("社会保险", "区人力资源社会保障局", "2026年3月2日", "没有登记"),
                        new VerifiedSource("不动产登记", "区自然资源局", "2026年3月5日", "没有登记")),
                IntStream.range(0, findings)
                        .mapToObj(n -> new VerifiedFinding(
                                "王建国", "机动车", "没有", "贵G·A" + (1000 + n) + " 小型轿车", "属实，计入财产", "本人确认是自己的车"))
                        .toList(),
                Forms.STAMP);
    }

    static Referrals referrals() {
        return new Referrals(List.of(Forms.referral(), Forms.referral(), Forms.referral()));
    }
}
