package cn.yimen.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 要办的作业.
 *
 * @param title 「导入银行存款：2026-11.xlsx」
 * @param parameters read by the kind alone; without personal data
 * @param file what was uploaded for it; null for none
 * @param resultUrl where the result is looked at; null for the job's own page
 * @param once of one kind only one job with these words is ever started, e.g. 「2026-11」; null for as many as wanted
 */
public record NewJob(
        String kind,
        String title,
        String parameters,
        @Nullable UUID file,
        @Nullable String resultUrl,
        @Nullable String once) {

    public static NewJob of(String kind, String title, String parameters) {
        return new NewJob(kind, title, parameters, null, null, null);
    }

    public NewJob file(UUID id) {
        return new NewJob(kind, title, parameters, id, resultUrl, once);
    }

    public NewJob resultAt(String url) {
        return new NewJob(kind, title, parameters, file, url, once);
    }

    public NewJob once(String key) {
        return new NewJob(kind, title, parameters, file, resultUrl, key);
    }
}
