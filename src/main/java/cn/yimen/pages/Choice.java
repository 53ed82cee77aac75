package cn.yimen.pages;

/** 选项: one choice of a select, a group of radios or checkboxes. */
public record Choice(String value, String words) {}
