package cn.yimen.verification;

import java.util.List;

/**
 * 来源的字段.
 *
 * @param aliases other names departments give the column, in lower case and without spaces
 */
public record SourceField(String code, String label, FieldRole role, boolean required, List<String> aliases) {

    public SourceField {
        aliases = List.copyOf(aliases);
    }
}
