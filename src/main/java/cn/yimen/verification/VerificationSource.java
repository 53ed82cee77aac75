package cn.yimen.verification;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * 核对来源.
 *
 * @param connector code of the {@link Connector} that asks it; {@code FILE} for files by hand
 * @param url where the connector asks; null without one
 * @param asked whether each case asks it unless the officer leaves it out
 * @param fields in the order of the form
 */
public record VerificationSource(
        String code,
        String name,
        String department,
        String connector,
        @Nullable String url,
        boolean active,
        boolean asked,
        long version,
        List<SourceField> fields) {

    public VerificationSource {
        fields = List.copyOf(fields);
    }

    public Optional<SourceField> field(String fieldCode) {
        return fields.stream().filter(field -> field.code().equals(fieldCode)).findFirst();
    }
}
