package cn.yimen.approval;

/**
 * 情况变化的一行.
 *
 * @param what whose and what
 */
public record FactChange(String what, String before, String after) {}
