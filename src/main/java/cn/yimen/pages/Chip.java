package cn.yimen.pages;

/**
 * 已选条件: what filters a list now.
 *
 * @param withoutUrl the same list without it
 */
public record Chip(String words, String withoutUrl) {}
