package cn.yimen.document;

import java.time.Instant;

/**
 * 打印记录: the foot of a form: who printed it, when, for which time.
 *
 * @param by name of the officer
 * @param nth 1 for the first print; more is 补打
 */
public record PrintStamp(String by, Instant at, int nth) {}
