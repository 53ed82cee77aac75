package cn.yimen.document;

import cn.yimen.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 文书: a printed form with all its content as plain values. Who fills one decides nothing about its looks, and a form
 * holds nothing the paper does not show.
 */
public sealed interface PrintedForm {

    /** The name of the form, for the title of the page and of the file. */
    String title();

    /** The number on the paper; empty for a form without one. */
    String number();

    /** Folder and name of the template. */
    String template();

    /** Whether the sheet lies on its long side. */
    default boolean landscape() {
        return false;
    }

    /**
     * 社会救助申请受理单 with its receipt slip (004 附件4, IN-6). Six members fit on the sheet, more go on a continuation.
     *
     * @param queryCode second fact for asking by the number, e.g. {@code 7F3K-92QM}
     * @param queryUrl what the square code holds: the public address with the number only, never the query code
     * @param agent 代办人, or null
     * @param categories the eight kinds of assistance with the chosen ones ticked
     * @param received 收到材料, lines
     * @param missing 需补材料, lines; empty for 「无」
     * @param refusalBy until when a refusal is told in writing, or null
     * @param urgingPhone for urging and complaints; empty where none is known
     * @param version changes of the case so far; from the second on it stands beside the number
     */
    record IntakeReceipt(
            String number,
            String queryCode,
            String queryUrl,
            Instant acceptedAt,
            String window,
            String office,
            Applicant applicant,
            @Nullable String agent,
            List<Member> members,
            List<Box> categories,
            String story,
            List<String> received,
            List<String> missing,
            String opinion,
            List<Promise> promises,
            @Nullable LocalDate refusalBy,
            String urgingPhone,
            int version,
            PrintStamp stamp)
            implements PrintedForm {

        private static final int ON_FIRST_SHEET = 6;

        public IntakeReceipt {
            members = List.copyOf(members);
            categories = List.copyOf(categories);
            received = List.copyOf(received);
            missing = List.copyOf(missing);
            promises = List.copyOf(promises);
        }

        @Override
        public String title() {
            return "社会救助申请受理单";
        }

        @Override
        public String template() {
            return "document/intake-receipt";
        }

        /** The members on the first sheet. */
        public List<Member> first() {
            return members.subList(0, Math.min(members.size(), ON_FIRST_SHEET));
        }

        /** The members on the continuation; empty if all fit. */
        public List<Member> rest() {
            return members.subList(Math.min(members.size(), ON_FIRST_SHEET), members.size());
        }
    }

    /**
     * 申请人.
     *
     * @param sexAge 「男 56 岁」
     * @param idNumber the full number: the paper is the signed original
     * @param hukou 户口性质
     */
    record Applicant(String name, String sexAge, String phone, String idNumber, String hukou, String address) {}

    /**
     * 家庭成员.
     *
     * @param condition 特殊情况; empty for none
     */
    record Member(
            String name,
            String relation,
            int age,
            String condition,
            @Nullable Money monthlyIncome) {}

    /** 方框: printed with or without a tick. */
    record Box(String words, boolean ticked) {}

    /**
     * 回执的一行: who answers what until when.
     *
     * @param latest 「3月20日（初核）」
     */
    record Promise(String item, String who, String phone, String latest) {}

    /**
     * 一次性告知书 (IN-5): all that is missing, told once.
     *
     * @param again reason of a second letter for the same application, or null
     */
    record MissingMaterials(
            String number,
            String applicant,
            Instant appliedAt,
            List<String> items,
            List<Missing> missing,
            LocalDate until,
            String window,
            String office,
            String address,
            String phone,
            @Nullable String again,
            PrintStamp stamp)
            implements PrintedForm {

        public MissingMaterials {
            items = List.copyOf(items);
            missing = List.copyOf(missing);
        }

        @Override
        public String title() {
            return "一次性告知书";
        }

        @Override
        public String template() {
            return "document/missing-materials";
        }
    }

    /**
     * 缺的一份材料.
     *
     * @param where where to get it
     * @param forItem which item needs it
     */
    record Missing(String what, String where, String forItem) {}

    /** 家庭经济状况核对授权书 (IN-6): each adult member signs; 《社会救助暂行办法》第五十八条. */
    record Authorisation(
            String number, String applicant, String office, String bureau, List<Signer> members, PrintStamp stamp)
            implements PrintedForm {

        public Authorisation {
            members = List.copyOf(members);
        }

        @Override
        public String title() {
            return "家庭经济状况核对授权书";
        }

        @Override
        public String template() {
            return "document/authorisation";
        }
    }

    /** 签字人, with the full number. */
    record Signer(String name, String relation, String idNumber) {}

    /**
     * 救助资格测算说明 (EL-1): how it was counted, for the applicant.
     *
     * @param conclusion 「为什么符合：最低生活保障（农村）」
     * @param amount null unless something would be paid
     * @param amountTitle 「预计每月发放」
     * @param version of parameters and rules
     */
    record Explanation(
            String number,
            String applicant,
            Instant madeAt,
            String conclusion,
            List<ExplainedStep> steps,
            @Nullable Money amount,
            String amountTitle,
            List<String> reasons,
            String version,
            PrintStamp stamp)
            implements PrintedForm {

        public Explanation {
            steps = List.copyOf(steps);
            reasons = List.copyOf(reasons);
        }

        @Override
        public String title() {
            return "救助资格测算说明";
        }

        @Override
        public String template() {
            return "document/explanation";
        }
    }

    /**
     * 失信名单的告知书 (IG-1): before the decision what is intended and that the person may answer, after it what was decided.
     *
     * @param reason 失信情形
     * @param answerBy until when the person may answer; null before it was told
     * @param decided whether it is the decision
     * @param from first day on the list; null unless listed
     */
    record BlacklistNotice(
            String number,
            String person,
            String idMasked,
            String reason,
            String facts,
            String basis,
            String objectionPeriod,
            @Nullable LocalDate answerBy,
            boolean decided,
            @Nullable String decision,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            LocalDate on,
            String office,
            String phone,
            PrintStamp stamp)
            implements PrintedForm {

        @Override
        public String title() {
            return decided ? "社会救助失信名单决定书" : "拟列入社会救助失信名单告知书";
        }

        @Override
        public String template() {
            return "document/blacklist-notice";
        }
    }

    /**
     * 责任链 (IG-2): who did what for one application, in the order of time.
     *
     * @param number 受理编号
     * @param missing stages nothing is on record of
     */
    record ResponsibilityChain(
            String number,
            String applicant,
            String item,
            String place,
            List<ChainLine> lines,
            List<String> missing,
            PrintStamp stamp)
            implements PrintedForm {

        public ResponsibilityChain {
            lines = List.copyOf(lines);
            missing = List.copyOf(missing);
        }

        @Override
        public String title() {
            return "社会救助办理责任链";
        }

        @Override
        public String template() {
            return "document/responsibility-chain";
        }
    }

    /** 责任链的一行. */
    record ChainLine(String stage, Instant at, String act, String who, String detail, String document) {}

    /**
     * 入户调查表 (AP-1; 57 第十六条): what was declared and what was found side by side, and everybody who signed.
     *
     * @param receiptNumber of the application
     * @param when 「2026年3月4日 9:30」, when they were there
     * @param lines of the declaration and what nobody had declared
     * @param care 自理能力, lines; empty where it was not assessed
     * @param neighbours lines; empty if nobody was asked
     * @param photos how many, or why there are none
     * @param confirmed how those who were there confirmed it
     * @param signers who answers for it
     */
    record InvestigationSheet(
            String number,
            String receiptNumber,
            String kind,
            String applicant,
            String item,
            String place,
            String when,
            String way,
            String present,
            List<SheetLine> lines,
            List<String> care,
            List<String> neighbours,
            String living,
            String summary,
            String photos,
            String confirmed,
            List<SheetSigner> signers,
            PrintStamp stamp)
            implements PrintedForm {

        public InvestigationSheet {
            lines = List.copyOf(lines);
            care = List.copyOf(care);
            neighbours = List.copyOf(neighbours);
            signers = List.copyOf(signers);
        }

        @Override
        public String title() {
            return kind.startsWith("区") ? "社会救助区级入户调查表" : "社会救助入户调查表";
        }

        @Override
        public String template() {
            return "document/investigation";
        }
    }

    /** 调查表的一行. */
    record SheetLine(String what, String declared, String found, String how) {}

    /** 调查人, with the time of his signature in the system. */
    record SheetSigner(String name, String standing, Instant at) {}

    /**
     * 民主评议记录 (AP-1; 57 第十九条).
     *
     * @param panel name and standing, in the order they were written down
     * @param outcome 「多数同意」
     */
    record AppraisalMinutes(
            String number,
            String receiptNumber,
            String applicant,
            String item,
            LocalDate heldOn,
            String place,
            String chair,
            String recorder,
            List<Fact> panel,
            int votesFor,
            int votesAgainst,
            int votesAbstain,
            String outcome,
            String minutes,
            String objections,
            String result,
            PrintStamp stamp)
            implements PrintedForm {

        public AppraisalMinutes {
            panel = List.copyOf(panel);
        }

        @Override
        public String title() {
            return "民主评议记录";
        }

        @Override
        public String template() {
            return "document/appraisal";
        }
    }

    /** 测算的一步. */
    record ExplainedStep(String title, String how, String basis, String result) {}

    /** 申请人声明和承诺 (IN-6). */
    record Declaration(
            String number,
            String applicant,
            String idNumber,
            String address,
            List<String> items,
            String office,
            PrintStamp stamp)
            implements PrintedForm {

        public Declaration {
            items = List.copyOf(items);
        }

        @Override
        public String title() {
            return "社会救助申请声明";
        }

        @Override
        public String template() {
            return "document/declaration";
        }
    }

    /**
     * 小额快救登记表、急难先行救助登记表 (AP-4): what was given at once, to whom, why and how soon.
     *
     * @param quick 小额快救, otherwise 先行救助
     * @param took from the report to the help
     * @param late by how much the hours were overrun; empty in time
     * @param voucher number of the voucher of the reserve; empty for goods out of stock
     * @param limitWords how the most was counted
     * @param repeatReason empty if the cause is helped for the first time
     */
    record UrgentAid(
            boolean quick,
            String number,
            String receiptNumber,
            String office,
            String applicant,
            List<String> persons,
            String cause,
            String story,
            String means,
            String goods,
            Money amount,
            String limitWords,
            String payee,
            Instant reportedAt,
            Instant aidedAt,
            String took,
            String late,
            String voucher,
            String repeatReason,
            String giver,
            PrintStamp stamp)
            implements PrintedForm {

        public UrgentAid {
            persons = List.copyOf(persons);
        }

        @Override
        public String title() {
            return quick ? "临时救助小额快救登记表" : "临时救助急难先行救助登记表";
        }

        @Override
        public String template() {
            return "document/urgent-aid";
        }
    }

    /**
     * 备用金凭证 (AP-4): one posting of a township's reserve.
     *
     * @param on day of the posting, whenever it is printed
     * @param kind 拨入、补足、支出、核销 or 冲正
     * @param payee empty unless paid out
     * @param effect what it did to the balance
     * @param reverses number of the voucher it takes back; empty for none
     * @param requester who asked for the money; empty for none
     */
    record ReserveVoucher(
            String number,
            LocalDate on,
            String office,
            String kind,
            String words,
            String payee,
            String means,
            Money amount,
            Money effect,
            Money balance,
            String reverses,
            String poster,
            String requester,
            PrintStamp stamp)
            implements PrintedForm {

        @Override
        public String title() {
            return "临时救助备用金凭证";
        }

        @Override
        public String template() {
            return "document/reserve-voucher";
        }
    }

    /**
     * 审核审批表 (AP-5): facts, steps of the calculation with their basis, the notice's result, the opinions with name and date.
     *
     * @param amount null unless something is paid
     * @param amountTitle 「每月」, 「一次性」 or 「认定」
     * @param from 「2026年12月起」; empty for none
     * @param notice how the public notice ended; empty without one
     */
    record ApprovalForm(
            String number,
            String receiptNumber,
            Instant acceptedAt,
            String item,
            String applicant,
            String sexAge,
            String idNumber,
            String address,
            List<Member> members,
            String scheme,
            List<ExplainedStep> steps,
            String notice,
            List<SignedOpinion> opinions,
            @Nullable Money amount,
            String amountTitle,
            String from,
            PrintStamp stamp)
            implements PrintedForm {

        public ApprovalForm {
            members = List.copyOf(members);
            steps = List.copyOf(steps);
            opinions = List.copyOf(opinions);
        }

        @Override
        public String title() {
            return "社会救助审核审批表";
        }

        @Override
        public String template() {
            return "document/approval-form";
        }

        public ApprovalForm with(PrintStamp print) {
            return new ApprovalForm(
                    number,
                    receiptNumber,
                    acceptedAt,
                    item,
                    applicant,
                    sexAge,
                    idNumber,
                    address,
                    members,
                    scheme,
                    steps,
                    notice,
                    opinions,
                    amount,
                    amountTitle,
                    from,
                    print);
        }
    }

    /**
     * 一方意见, signed.
     *
     * @param who 「乡镇（街道）初审意见」
     * @param by names of those who answer for it
     */
    record SignedOpinion(String who, String words, String by, Instant at) {}

    /**
     * 确认通知书 (AP-5; 57 第二十一条).
     *
     * @param amount null where nothing is paid
     * @param parts 基本金, 增发, 照料护理费 where there is more than one
     * @param from 「2026年12月起」
     * @param until 「有效期到2027年11月」; empty without an end
     * @param office who decided
     * @param phone for questions; empty where none is known
     */
    record ConfirmationNotice(
            String number,
            String applicant,
            String receiptNumber,
            Instant acceptedAt,
            String scheme,
            int members,
            @Nullable Money amount,
            boolean monthly,
            List<Fact> parts,
            String from,
            String until,
            String basis,
            LocalDate decidedOn,
            String office,
            String phone,
            PrintStamp stamp)
            implements PrintedForm {

        public ConfirmationNotice {
            parts = List.copyOf(parts);
        }

        @Override
        public String title() {
            return "社会救助确认通知书";
        }

        @Override
        public String template() {
            return "document/confirmation-notice";
        }

        public ConfirmationNotice with(PrintStamp print) {
            return new ConfirmationNotice(
                    number,
                    applicant,
                    receiptNumber,
                    acceptedAt,
                    scheme,
                    members,
                    amount,
                    monthly,
                    parts,
                    from,
                    until,
                    basis,
                    decidedOn,
                    office,
                    phone,
                    print);
        }
    }

    /**
     * 不予确认通知书 (AP-5; 57 第二十一条): why, by which clause, what can be done against it; with the slip of its delivery.
     *
     * @param deliverBy until when it is told in writing
     */
    record RefusalNotice(
            String number,
            String applicant,
            String receiptNumber,
            Instant acceptedAt,
            String item,
            String reasons,
            String basis,
            LocalDate decidedOn,
            LocalDate deliverBy,
            String office,
            String phone,
            PrintStamp stamp)
            implements PrintedForm {

        @Override
        public String title() {
            return "社会救助不予确认通知书";
        }

        @Override
        public String template() {
            return "document/refusal-notice";
        }

        public RefusalNotice with(PrintStamp print) {
            return new RefusalNotice(
                    number,
                    applicant,
                    receiptNumber,
                    acceptedAt,
                    item,
                    reasons,
                    basis,
                    decidedOn,
                    deliverBy,
                    office,
                    phone,
                    print);
        }
    }

    /**
     * 复核决定书 (AP-5; 649 第六十五条): what became of an appeal against a decision; with the slip of its delivery.
     *
     * @param original number of the decision appealed against; empty if it has none
     * @param originalOn its day
     * @param appeal what the applicant put forward
     * @param outcome 「维持原决定」 or 「撤销原决定，重新调查」
     */
    record AppealDecision(
            String number,
            String applicant,
            String receiptNumber,
            String item,
            String original,
            LocalDate originalOn,
            String appeal,
            LocalDate appealedOn,
            String outcome,
            boolean upheld,
            String reasons,
            String basis,
            LocalDate decidedOn,
            String office,
            String phone,
            PrintStamp stamp)
            implements PrintedForm {

        @Override
        public String title() {
            return "社会救助复核决定书";
        }

        @Override
        public String template() {
            return "document/appeal-decision";
        }

        public AppealDecision with(PrintStamp print) {
            return new AppealDecision(
                    number,
                    applicant,
                    receiptNumber,
                    item,
                    original,
                    originalOn,
                    appeal,
                    appealedOn,
                    outcome,
                    upheld,
                    reasons,
                    basis,
                    decidedOn,
                    office,
                    phone,
                    print);
        }
    }

    /**
     * 办理情况告知书 (AP-2, AP-5): an application that left the ordinary way, told in writing with the reason: it was
     * terminated, withdrawn, ended by a death, moved to another scheme, or is taken up again.
     *
     * @param title of the paper
     * @param act what was done, in one word or two
     * @param next what the applicant can do now, or what happens next, with the latest day
     * @param appealable whether the law gives a remedy against it
     */
    record SideWayNotice(
            String number,
            String title,
            String applicant,
            String receiptNumber,
            LocalDate receivedOn,
            String item,
            String act,
            String reason,
            String basis,
            LocalDate on,
            String next,
            boolean appealable,
            String office,
            String phone,
            PrintStamp stamp)
            implements PrintedForm {

        @Override
        public String template() {
            return "document/side-way-notice";
        }

        public SideWayNotice with(PrintStamp print) {
            return new SideWayNotice(
                    number,
                    title,
                    applicant,
                    receiptNumber,
                    receivedOn,
                    item,
                    act,
                    reason,
                    basis,
                    on,
                    next,
                    appealable,
                    office,
                    phone,
                    print);
        }
    }

    /**
     * 停发、终止告知书 (AP-5; 57 第三十二条): an award that is suspended or ends, told in writing with the reason.
     *
     * @param act 「停发」 or 「终止」
     * @param because the reason in the law's words
     * @param detail what it rests on
     * @param from the first month without payment
     */
    record TerminationNotice(
            String number,
            String holder,
            String scheme,
            String act,
            String because,
            String detail,
            String basis,
            String from,
            LocalDate decidedOn,
            String office,
            String phone,
            PrintStamp stamp)
            implements PrintedForm {

        @Override
        public String title() {
            return "社会救助待遇" + act + "告知书";
        }

        @Override
        public String template() {
            return "document/termination-notice";
        }
    }

    /**
     * 待遇变更告知书 (AP-5; 57 第三十二条): an award that is paid on, but otherwise than before, told in writing with the reason.
     *
     * @param act 「调整金额」, 「恢复发放」 or 「退出渐退，继续享受」
     * @param before paid every month until then
     * @param from the first month it holds for
     */
    record AwardChangeNotice(
            String number,
            String holder,
            String scheme,
            String act,
            Money before,
            int membersBefore,
            Money after,
            int membersAfter,
            String detail,
            String basis,
            String from,
            LocalDate decidedOn,
            String office,
            String phone,
            PrintStamp stamp)
            implements PrintedForm {

        /** 增加、减少 by how much a month; zero if the sum stays. */
        public Money difference() {
            return after.minus(before);
        }

        @Override
        public String title() {
            return "社会救助待遇变更告知书";
        }

        @Override
        public String template() {
            return "document/award-change-notice";
        }
    }

    /**
     * 社会救助申请转办单 with 回执 (004 附件5, RF-1).
     *
     * @param receiptNumber number of the application
     * @param facts only what the department needs for its item
     * @param signBy until when it is signed for, e.g. 「2026年3月12日 17:30」
     * @param checkBy until when a refusal is answered
     * @param firstAnswerBy until when the first check is answered
     */
    record Referral(
            String number,
            String receiptNumber,
            Instant sentAt,
            String from,
            String fromPhone,
            String clerk,
            String to,
            @Nullable String liaison,
            String toPhone,
            String applicant,
            String sexAge,
            String phone,
            String address,
            List<String> items,
            String need,
            List<Fact> facts,
            List<String> attachments,
            String signBy,
            String checkBy,
            String firstAnswerBy,
            PrintStamp stamp)
            implements PrintedForm {

        public Referral {
            items = List.copyOf(items);
            facts = List.copyOf(facts);
            attachments = List.copyOf(attachments);
        }

        @Override
        public String title() {
            return "社会救助申请转办单";
        }

        @Override
        public String template() {
            return "document/referral";
        }
    }

    /** 一叠转办单: what was selected in the list, a sheet each. */
    record Referrals(List<Referral> sheets) implements PrintedForm {

        public Referrals {
            sheets = List.copyOf(sheets);
        }

        @Override
        public String title() {
            return "社会救助申请转办单（" + sheets.size() + " 份）";
        }

        @Override
        public String number() {
            return "";
        }

        @Override
        public String template() {
            return "document/referrals";
        }
    }

    /**
     * 公示表 (AP-1, PB-2): what hangs in the village, masked.
     *
     * @param place 「旧州镇把士村」
     * @param lines what is shown of the person
     * @param from when it was put up
     * @param until the last second of the notice
     * @param office that takes objections
     * @param digest beginning of the SM3 of what is shown
     */
    record PublicNotice(
            String number,
            String title,
            String place,
            List<Fact> lines,
            Instant from,
            Instant until,
            String office,
            String phone,
            String basis,
            String digest,
            PrintStamp stamp)
            implements PrintedForm {

        public PublicNotice {
            lines = List.copyOf(lines);
        }

        @Override
        public String template() {
            return "document/public-notice";
        }
    }

    /** 一项情况. */
    record Fact(String label, String value) {}

    /**
     * 家庭经济状况核对报告 (VR-1).
     *
     * @param asOf the oldest day any of the answers is of
     */
    record VerificationReport(
            String number,
            String receiptNumber,
            String applicant,
            List<String> members,
            Instant issuedAt,
            LocalDate asOf,
            String issuedBy,
            String bureau,
            List<VerifiedSource> sources,
            List<VerifiedFinding> findings,
            PrintStamp stamp)
            implements PrintedForm {

        public VerificationReport {
            members = List.copyOf(members);
            sources = List.copyOf(sources);
            findings = List.copyOf(findings);
        }

        @Override
        public String title() {
            return "家庭经济状况核对报告";
        }

        @Override
        public String template() {
            return "document/verification-report";
        }
    }

    /** 核对的一个来源. */
    record VerifiedSource(String name, String department, String asOf, String result) {}

    /** 核对的一条疑点及处置. */
    record VerifiedFinding(
            String person, String check, String declared, String verified, String disposition, String reason) {}

    /**
     * 社会救助服务窗口受理、转办、办理结果登记表 (004 附件3, IN-11).
     *
     * @param rows in the order of registration
     */
    record Register(String window, LocalDate from, LocalDate to, List<RegisterRow> rows, PrintStamp stamp)
            implements PrintedForm {

        public Register {
            rows = List.copyOf(rows);
        }

        @Override
        public String title() {
            return "社会救助服务窗口受理、转办、办理结果登记表";
        }

        @Override
        public String number() {
            return "";
        }

        @Override
        public String template() {
            return "document/register";
        }

        @Override
        public boolean landscape() {
            return true;
        }
    }

    /**
     * 登记表的一行: one matter.
     *
     * @param idNumber masked, as text
     * @param phone masked
     * @param handledBy township window or department
     * @param sentAt when it was referred, or null for the window's own
     * @param result outcome, or the state it is in
     * @param toldAt when the applicant was told, or null
     */
    record RegisterRow(
            Instant registeredAt,
            String receiptNumber,
            String applicant,
            String idNumber,
            String phone,
            String address,
            String story,
            String item,
            String handledBy,
            @Nullable Instant sentAt,
            String result,
            @Nullable Instant toldAt,
            String clerk) {}

    /**
     * 社会救助综合服务窗口服务指南 (004 附件6, PB-1).
     *
     * @param on the day whose catalogue it shows
     * @param departments with their items, the bureau first
     */
    record ServiceGuide(String district, LocalDate on, List<GuideDepartment> departments, String urgingPhone)
            implements PrintedForm {

        public ServiceGuide {
            departments = List.copyOf(departments);
        }

        @Override
        public String title() {
            return "社会救助综合服务窗口服务指南";
        }

        @Override
        public String number() {
            return "";
        }

        @Override
        public String template() {
            return "document/service-guide";
        }
    }

    /** 服务指南里的一个部门. */
    record GuideDepartment(String name, String phone, List<GuideItem> items) {
        public GuideDepartment {
            items = List.copyOf(items);
        }
    }

    /**
     * 服务指南里的一个事项, in plain words.
     *
     * @param days 「30 个工作日内」
     * @param basis law or document, or empty
     */
    record GuideItem(
            String code,
            String name,
            String words,
            String conditions,
            List<String> materials,
            String days,
            String basis) {
        public GuideItem {
            materials = List.copyOf(materials);
        }
    }
}
