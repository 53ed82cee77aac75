package cn.yimen.casefile;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 测算留痕 (EL-1): what is kept of one run of the engine. The three texts are JSON; they are sealed at rest.
 *
 * @param asOf the day whose parameters were used
 * @param scheme the scheme that fits best, in words; null if none does
 * @param monthlyFen expected monthly amount; 0 if none
 * @param parameters version of the parameters, as the pages show it
 * @param engine version of the engine
 */
public record NewDetermination(
        LocalDate asOf,
        @Nullable String scheme,
        long monthlyFen,
        String parameters,
        String engine,
        String factsJson,
        String parametersJson,
        String resultJson) {}
