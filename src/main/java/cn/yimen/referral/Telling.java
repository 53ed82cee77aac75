package cn.yimen.referral;

import cn.yimen.casefile.ToldHow;
import org.jspecify.annotations.Nullable;

/**
 * 告知: how the applicant was told.
 *
 * @param note who was told, what was asked; null if nothing is to be said
 */
public record Telling(ToldHow how, @Nullable String note) {}
