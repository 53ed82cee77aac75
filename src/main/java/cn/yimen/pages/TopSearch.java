package cn.yimen.pages;

import java.util.Arrays;
import java.util.List;

/**
 * 顶部查找: a bean of this type puts the search box (Alt+Q) into the top bar; it posts {@code q} to the address, which
 * answers with a redirect under an opaque key ({@link SearchWords}).
 *
 * @param roles names of the roles that may search; empty for everybody signed in
 */
public record TopSearch(String url, List<String> roles) {

    public static TopSearch of(String url, Enum<?>... roles) {
        return new TopSearch(url, Arrays.stream(roles).map(Enum::name).toList());
    }
}
