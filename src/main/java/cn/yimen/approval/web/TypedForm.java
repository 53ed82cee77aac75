package cn.yimen.approval.web;

import cn.yimen.approval.InvestigationContent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;

/** 按栏目名收下的表单: a record of a visit or an appraisal as typed, whole or not. */
class TypedForm {

    private final Map<String, String> values = new LinkedHashMap<>();
    private @Nullable String version;

    static TypedForm of(Map<String, String> values, long version) {
        var form = new TypedForm();
        form.values.putAll(values);
        form.version = Long.toString(version);
        return form;
    }

    /** What came; a mark of a field without the field ({@code _values[x]}) is bound to nothing and did not come. */
    public Map<String, String> getValues() {
        values.values().removeIf(Objects::isNull);
        return values;
    }

    public @Nullable String getVersion() {
        return version;
    }

    public void setVersion(@Nullable String version) {
        this.version = version;
    }

    /** 页面打开时的版本; what is no number is the version of nobody, so that the typed is compared and not lost. */
    long version() {
        return version != null && version.matches("[0-9]{1,18}") ? Long.parseLong(version) : -1;
    }

    Map<String, String> typed() {
        return InvestigationContent.clean(getValues());
    }

    static void reject(Map<String, String> problems, BindingResult errors) {
        problems.forEach((name, words) -> {
            var field = "values[" + name + "]";
            if (!errors.hasFieldErrors(field)) {
                errors.rejectValue(field, "wrong", words);
            }
        });
    }
}
