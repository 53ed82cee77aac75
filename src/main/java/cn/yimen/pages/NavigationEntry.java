package cn.yimen.pages;

import java.util.Arrays;
import java.util.List;

/**
 * 导航项: a bean of this type puts an entry into the top navigation of those who may use it; for everybody else it is
 * not there (ui-guide 4.0).
 *
 * @param url path of the page; every page below it counts as this entry
 * @param order smaller stands further left
 * @param roles names of the roles that may use it; empty for everybody signed in
 */
public record NavigationEntry(String title, String url, int order, List<String> roles) {

    public static NavigationEntry of(String title, String url, int order, Enum<?>... roles) {
        return new NavigationEntry(
                title, url, order, Arrays.stream(roles).map(Enum::name).toList());
    }
}
