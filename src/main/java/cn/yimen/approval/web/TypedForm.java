package cn.yimen.approval.web;

import cn.yimen.approval.InvestigationContent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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

    /** What came; a mark of a field without the field ({@code _values[x]}) is bound to nothing and did not come. */
    public Map<String, String> getValues() {
        values.values().removeIf(Objects::isNull);
        return values;
    }

    public long getVersion() {
        return version;
    }

    public void setVersion(long version) {
        this.version = version;
    }

    Map<String, String> typed() {
        return InvestigationContent.clean(getValues());
    }

    static void reject(Map<String, String> problems, BindingResult errors) {
        problems.forEach((name, words) -> errors.rejectValue("values[" + name + "]", "wrong", words));
    }
}
