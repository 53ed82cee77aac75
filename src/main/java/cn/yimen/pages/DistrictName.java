package cn.yimen.pages;

/** 本区名称, for the head of every page. */
@FunctionalInterface
public interface DistrictName {

    String get();
}
