package cn.yimen.approval.web;

import cn.yimen.approval.InvestigationContent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.validation.BindingResult;

/** 按栏目名收下的表单: a record of a visit or an appraisal as typed, whole or not. */
class TypedForm {

    private final Map<String, String> values = new LinkedHashMap<>();
    private long version;

    static TypedForm of(Map<String, String> values, long version) {
        var form = new TypedForm();
        form.values.putAll(values);
        form.version = version;
        return form;
    }

    public Map<String, String> getValues() {
        return values;
    }

    public long getVersion() {
        return version;
    }

    public void setVersion(long version) {
        this.version = version;
    }

    Map<String, String> typed() {
        values.values().removeIf(java.util.Objects::isNull);
        return InvestigationContent.clean(values);
    }

    static void reject(Map<String, String> problems, BindingResult errors) {
        problems.forEach((name, words) -> errors.rejectValue("values[" + name + "]", "wrong", words));
    }
}
