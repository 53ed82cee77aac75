package cn.yimen.document;

import cn.yimen.document.PrintedForm.AppealDecision;
import cn.yimen.document.PrintedForm.ApprovalForm;
import cn.yimen.document.PrintedForm.AwardChangeNotice;
import cn.yimen.document.PrintedForm.ConfirmationNotice;
import cn.yimen.document.PrintedForm.ExplainedStep;
import cn.yimen.document.PrintedForm.Fact;
import cn.yimen.document.PrintedForm.Member;
import cn.yimen.document.PrintedForm.RefusalNotice;
import cn.yimen.document.PrintedForm.ReserveVoucher;
import cn.yimen.document.PrintedForm.SideWayNotice;
import cn.yimen.document.PrintedForm.SignedOpinion;
import cn.yimen.document.PrintedForm.TerminationNotice;
import cn.yimen.document.PrintedForm.UrgentAid;
import cn.yimen.kernel.Money;
import java.time.LocalDate;
import java.util.List;

/** Filled papers of decisions: the family of W01, the car of W05, the gradual exit of W07. */
final class FormsOfDecisions {

    private FormsOfDecisions() {}

    static ApprovalForm approval() {
        return new ApprovalForm(
                "QR-2026-0001",
                "2026-JZ-0132",
                Forms.AT,
                "最低生活保障",
                "王建国",
                "男 45 岁",
                "520499197001153410",
                "旧州镇把士村三组 12 号",
                List.of(
                        new Member("李秀兰", "配偶", 43, "", null),
                        new Member("王小明", "子女", 20, "", null),
                        new Member("王张氏", "父母", 72, "慢性病", null)),
                "最低生活保障",
                List.of(
                        new ExplainedStep(
                                "家庭月收入",
                                "(18,000.00 + 3,600.00 + 240.00 − 5,500.00) ÷ 12",
                                "民发〔2021〕57号第十三条",
                                "1,361.67"),
                        new ExplainedStep("人均月收入", "1,361.67 ÷ 4，低于标准 605.00", "民发〔2021〕57号第四条", "340.42"),
                        new ExplainedStep("基本金", "605.00 × 4 − 1,361.67，向上取整到元", "民发〔2021〕57号第二十三条", "1,059.00"),
                        new ExplainedStep("增发金", "老年人 1 人、在校生 1 人，各 605.00 × 20%", "黔党办发〔2021〕6号", "242.00")),
                "2026年4月28日 张榜公示，2026年5月6日 期满，没有未处理的异议",
                List.of(
                        new SignedOpinion(
                                "乡镇（街道）初审意见", "建议确认：经调查核实，家庭人口 4 人，人均月收入 340.42 元。符合最低生活保障条件。", "周敏", Forms.AT),
                        new SignedOpinion(
                                "区民政局审核确认意见", "自2026年6月起每月 1,301.00 元。依据：民发〔2021〕57号第二十一条", "陈立、何静", Forms.AT)),
                Money.yuan("1301"),
                "每月",
                "2026年6月起",
                Forms.STAMP);
    }

    static ConfirmationNotice confirmation() {
        return new ConfirmationNotice(
                "QR-2026-0001",
                "王建国",
                "2026-JZ-0132",
                Forms.AT,
                "最低生活保障",
                4,
                Money.yuan("1301"),
                true,
                List.of(new Fact("基本金", "1,059.00 元"), new Fact("分类施保增发", "242.00 元")),
                "2026年6月起",
                "",
                "民发〔2021〕57号第二十一条",
                LocalDate.of(2026, 5, 8),
                "区民政局",
                "0000-1234567",
                Forms.STAMP);
    }

    static RefusalNotice refusal() {
        return new RefusalNotice(
                "BQ-2026-0001",
                "王建国",
                "2026-JZ-0133",
                Forms.AT,
                "最低生活保障",
                "户主名下有家用小轿车 1 辆，不是残疾人代步，也不是唯一谋生工具，家庭财产不符合规定。",
                "民发〔2021〕57号第十四条",
                LocalDate.of(2026, 9, 18),
                LocalDate.of(2026, 9, 22),
                "区民政局",
                "0000-1234567",
                Forms.STAMP);
    }

    static AppealDecision appeal() {
        return new AppealDecision(
                "FH-2026-0001",
                "王建国",
                "2026-JZ-0133",
                "最低生活保障",
                "BQ-2026-0001",
                LocalDate.of(2026, 9, 18),
                "车辆是帮亲戚上的户，自己没有用过。",
                LocalDate.of(2026, 9, 25),
                "维持原决定",
                true,
                "车辆登记在户主名下，未能提供由他人出资和使用的证明。",
                "国务院令第649号第六十五条",
                LocalDate.of(2026, 9, 30),
                "区民政局",
                "0000-1234567",
                Forms.STAMP);
    }

    static SideWayNotice reopened() {
        return new SideWayNotice(
                "GZ-2026-0001",
                "社会救助恢复办理告知书",
                "王建国",
                "2026-JZ-0133",
                LocalDate.of(2026, 9, 1),
                "最低生活保障",
                "恢复办理",
                "申请人 9 月 28 日到窗口签了核对授权，愿意配合入户调查。",
                "民发〔2021〕57号第二十九条",
                LocalDate.of(2026, 9, 30),
                "从恢复之日起重新办理，不用再递交申请；办理时限重新计算，最迟 2026年11月17日 前给您答复。",
                false,
                "旧州镇社会救助窗口",
                "0000-1234567",
                Forms.STAMP);
    }

    static TerminationNotice termination() {
        return new TerminationNotice(
                "TZ-2026-0001",
                "王建国",
                "最低生活保障",
                "终止",
                "渐退期满",
                "渐退期满，2026年10月起停发",
                "《最低生活保障审核确认办法》（民发〔2021〕57号）第三十三条",
                "2026年10月起",
                LocalDate.of(2026, 3, 16),
                "区民政局",
                "0000-1234567",
                Forms.STAMP);
    }

    static AwardChangeNotice change() {
        return new AwardChangeNotice(
                "TZ-2026-0002",
                "王建国",
                "最低生活保障",
                "调整金额",
                Money.yuan("1301"),
                4,
                Money.yuan("1101"),
                4,
                "户主零工收入增加，每月 500.00 元",
                "《最低生活保障审核确认办法》（民发〔2021〕57号）第三十二条",
                "2026年7月起",
                LocalDate.of(2026, 6, 12),
                "区民政局",
                "0000-1234567",
                Forms.STAMP);
    }

    static UrgentAid quickAid() {
        return urgent(true, "KJ-2026-0001", "800", "城市低保标准 832.00 × 1 个月 × 1 人", "2 小时 10 分", "");
    }

    static UrgentAid aidFirst() {
        return urgent(false, "JN-2026-0001", "1500", "乡镇审批额度 1,500.00 元", "8 小时 35 分", "35 分");
    }

    private static UrgentAid urgent(boolean quick, String number, String yuan, String limit, String took, String late) {
        return new UrgentAid(
                quick,
                number,
                "2026-JZ-0140",
                "旧州镇",
                "王建国",
                List.of("王建国"),
                "交通事故等意外事件",
                "骑车被撞，住院押金不够",
                "现金",
                "",
                Money.yuan(yuan),
                limit,
                "王建国",
                Forms.AT,
                Forms.AT.plusSeconds(7800),
                took,
                late,
                "BYJ-2026-0012",
                quick ? "" : "伤情加重，又要住院",
                "周敏",
                Forms.STAMP);
    }

    static ReserveVoucher voucher() {
        return new ReserveVoucher(
                "BYJ-2026-0012",
                LocalDate.of(2026, 3, 11),
                "旧州镇",
                "支出",
                "临时救助小额快救，2026-JZ-0140",
                "王建国",
                "现金",
                Money.yuan("800"),
                Money.yuan("800").negated(),
                Money.yuan("29200"),
                "",
                "周敏",
                "",
                Forms.STAMP);
    }

    static ReserveVoucher topUp() {
        return new ReserveVoucher(
                "BYJ-2026-0013",
                LocalDate.of(2026, 3, 12),
                "旧州镇",
                "补足",
                "月末补足定额",
                "",
                "",
                Money.yuan("800"),
                Money.yuan("800"),
                Money.yuan("30000"),
                "",
                "陈立",
                "何静",
                Forms.STAMP);
    }
}
