package cn.yimen.intake.web;

import java.util.Map;

/** 栏目的名字, for telling two versions of a form apart. */
final class FieldNames {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("idno", "身份证号"),
            Map.entry("name", "姓名"),
            Map.entry("phone", "联系电话"),
            Map.entry("village", "居住地"),
            Map.entry("houseNo", "组、门牌"),
            Map.entry("hukou", "户口性质"),
            Map.entry("hukouPlace", "户籍所在地"),
            Map.entry("channel", "受理渠道"),
            Map.entry("agent", "由他人代办"),
            Map.entry("agentName", "代办人姓名"),
            Map.entry("agentIdno", "代办人身份证号"),
            Map.entry("agentPhone", "代办人电话"),
            Map.entry("agentRelation", "代办人与申请人的关系"),
            Map.entry("agentWhy", "代办原因"),
            Map.entry("kin", "近亲属备案"),
            Map.entry("kinWho", "近亲属情况"),
            Map.entry("wage", "务工收入"),
            Map.entry("business", "种养与经营净收入"),
            Map.entry("assetIncome", "土地流转等财产收入"),
            Map.entry("pension", "养老金"),
            Map.entry("transfer", "其他转移收入"),
            Map.entry("basicPension", "基础养老金"),
            Map.entry("exempt", "不计入的收入"),
            Map.entry("medical", "医疗自付支出"),
            Map.entry("medicalBills", "医疗票据合计"),
            Map.entry("edu", "非义务教育支出"),
            Map.entry("eduBills", "教育票据合计"),
            Map.entry("rehab", "残疾康复与护理支出"),
            Map.entry("jobCost", "必要就业成本"),
            Map.entry("assets", "家庭财产"),
            Map.entry("finance", "存款、理财合计"),
            Map.entry("houses", "住房套数"),
            Map.entry("houseArea", "建筑面积"),
            Map.entry("vehicleUse", "机动车用途"),
            Map.entry("housing", "现住房"),
            Map.entry("needs", "申请的事项"),
            Map.entry("story", "遭遇困难情况"),
            Map.entry("emCause", "突发困难"),
            Map.entry("emOn", "发生日期"),
            Map.entry("emMonths", "救助月数"),
            Map.entry("emQuick", "小额快救金额"),
            Map.entry("emPersons", "急需救助的人数"),
            Map.entry("emUrgent", "需立即救助"),
            Map.entry("say", "答复"),
            Map.entry("entry.name", "录入行：姓名"),
            Map.entry("entry.idno", "录入行：身份证号"),
            Map.entry("noSupporters", "没有赡养义务人"));

    private FieldNames() {}

    static boolean known(String name) {
        return NAMES.containsKey(name);
    }

    static String of(String name) {
        return NAMES.getOrDefault(name, name);
    }
}
