package cn.yimen.hostile;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** 地址的样子: ids taken as the same. */
final class Paths {

    private Paths() {}

    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    static String pattern(String url) {
        return KNOWN.computeIfAbsent(url, Paths::made);
    }

    private static String made(String url) {
        return url.replaceAll("\\?.*", "")
                .replaceAll("/policy/(parameters|catalogue|calendar)/(?!new)[^/]+", "/policy/$1/{one}")
                .replaceAll("/verification/sources/[^/]+", "/verification/sources/{one}")
                .replaceAll("/(places|offices|accounts)/(?!new)[^/]+", "/$1/{one}")
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "{id}")
                .replaceAll("/[0-9]{4}-[A-Z]{2,4}-[0-9]+", "/{receipt}")
                .replaceAll("/[A-Z]{2}-[0-9]{2}[A-Z]?(?=/|$)", "/{item}")
                .replaceAll("/[0-9a-z]*[0-9][0-9a-z]{11,}(?=/|$)", "/{key}")
                .replaceAll("/[0-9]+(?=/|$)", "/{n}");
    }
}
