package cn.yimen.pages;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * 公众页底部 (ui-guide 4.8): filled from settings {@code yimen.site.*}, what is empty is not shown.
 *
 * @param host 主办单位
 * @param telephone complaints and urging
 * @param siteCode 政府网站标识码
 * @param icp ICP 备案号
 * @param policeRecord 公安备案号
 */
@ConfigurationProperties("yimen.site")
public record Site(
        @Nullable String host,
        @Nullable String telephone,
        @Nullable String siteCode,
        @Nullable String icp,
        @Nullable String policeRecord) {}
