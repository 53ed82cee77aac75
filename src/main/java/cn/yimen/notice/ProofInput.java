package cn.yimen.notice;

import cn.yimen.kernel.DateInput;
import cn.yimen.kernel.TextInput;
import cn.yimen.notice.Proof.Photo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.validation.Errors;
import org.springframework.web.multipart.MultipartFile;

/**
 * 张贴凭证的输入: the fields place, day, time, statement and the files of any page that takes a proof, read in one way. The
 * messages go into the form's errors.
 */
@Component
public class ProofInput {

    private final Clock clock;

    ProofInput(Clock clock) {
        this.clock = clock;
    }

    /** Reads and checks; empty if something is wrong, which is then in {@code errors}. */
    public Optional<Proof> read(
            @Nullable String place,
            @Nullable String day,
            @Nullable String time,
            @Nullable String statement,
            List<MultipartFile> files,
            Errors errors) {
        var at = instant(day, time, errors);
        var where = place == null ? "" : place.strip();
        var words = statement == null ? "" : statement.strip();
        text(errors, "place", "张贴地点", TextInput.problem(where, 100, false));
        if (where.length() == 1) {
            text(errors, "place", "张贴地点", "写得太短，例如 把士村村务公开栏");
        }
        text(errors, "statement", "情况说明", TextInput.problem(words, 200, true));
        var photos = files.stream()
                .filter(file -> !file.isEmpty())
                .map(ProofInput::photo)
                .toList();
        if (photos.isEmpty() && words.length() < 5) {
            errors.rejectValue("statement", "proof", "附张贴照片，或者写明谁在哪里张贴的（不少于 5 字）");
        }
        return at == null || errors.hasErrors()
                ? Optional.empty()
                : Optional.of(new Proof(where, at, words.isEmpty() ? null : words, photos));
    }

    private @Nullable Instant instant(@Nullable String day, @Nullable String time, Errors errors) {
        var date = day == null || day.isBlank()
                ? Optional.<LocalDate>empty()
                : DateInput.read(day.strip(), LocalDate.now(clock));
        if (date.isEmpty() && !errors.hasFieldErrors("day")) {
            errors.rejectValue("day", "day", "日期写成 2026-3-11 这样");
        }
        var hour = time == null ? "" : time.strip().replace('：', ':');
        LocalTime clockTime = null;
        try {
            clockTime = hour.isEmpty() ? null : LocalTime.parse(hour.length() == 4 ? "0" + hour : hour);
        } catch (DateTimeException e) {
            // said below
        }
        if (clockTime == null && !errors.hasFieldErrors("time")) {
            errors.rejectValue("time", "time", "时间写成 09:30 这样");
        }
        return date.isEmpty() || clockTime == null
                ? null
                : date.get().atTime(clockTime).atZone(clock.getZone()).toInstant();
    }

    private static Photo photo(MultipartFile file) {
        try {
            return new Photo(file.getOriginalFilename() == null ? "" : file.getOriginalFilename(), file.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void text(Errors errors, String field, String label, @Nullable String problem) {
        if (problem != null && !errors.hasFieldErrors(field)) {
            errors.rejectValue(field, "text", label + problem);
        }
    }
}
