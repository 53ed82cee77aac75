package cn.yimen.calendar;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Converter(autoApply = true)
class DeadlineIdConverter implements AttributeConverter<DeadlineId, UUID> {

    @Override
    public @Nullable UUID convertToDatabaseColumn(@Nullable DeadlineId id) {
        return id == null ? null : id.id();
    }

    @Override
    public @Nullable DeadlineId convertToEntityAttribute(@Nullable UUID id) {
        return id == null ? null : new DeadlineId(id);
    }
}
