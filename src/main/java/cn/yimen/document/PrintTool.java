package cn.yimen.document;

import org.jspecify.annotations.Nullable;

/**
 * 打印工具条 above a form on the screen; never on paper.
 *
 * @param pdf address of the same form as PDF, or null
 * @param back where the reader came from
 */
public record PrintTool(@Nullable String pdf, String back) {}
