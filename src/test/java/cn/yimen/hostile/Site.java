package cn.yimen.hostile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/** 全部页面、表单和处理方法, found by following the links of every role and by asking the product what it maps. */
final class Site {

    static final List<String> ROLES =
            List.of("", "clerk", "reviewer", "assistant", "liaison", "officer", "approver", "supervisor", "admin");

    /** One way in. */
    record Way(String method, PathPattern pattern, HandlerMethod handler, Set<String> headers) {

        String name() {
            return Watch.name(handler);
        }
    }

    /** An address that was opened, and by whom. */
    record Opened(String role, String url) {}

    final Map<String, Desk> desks = new LinkedHashMap<>();
    final List<Way> ways = new ArrayList<>();
    /** Forms by what they are, on several records. */
    final Map<String, List<Form>> forms = new TreeMap<>();
    /** By handler. */
    final Map<String, List<Opened>> opened = new HashMap<>();
    /** Parameters seen in links, by handler. */
    final Map<String, Set<String>> queries = new HashMap<>();
    /** Values of a path variable, by the pattern up to it. */
    final Map<String, Set<String>> known = new HashMap<>();

    final Set<String> ids = new LinkedHashSet<>();
    int pages;

    private final Set<String> own;

    /** @param own ids of the accounts used here, which are not to be closed by one of them */
    Site(int port, RequestMappingHandlerMapping mapping, Set<String> own) {
        this.own = own;
        for (var role : ROLES) {
            desks.put(role, Desk.signedIn(port, role));
        }
        for (Map.Entry<RequestMappingInfo, HandlerMethod> one :
                mapping.getHandlerMethods().entrySet()) {
            if (!one.getValue().getBeanType().getPackageName().startsWith("cn.yimen")
                    || one.getValue().getBeanType().getSimpleName().startsWith("Gallery")) {
                continue;
            }
            var methods = one.getKey().getMethodsCondition().getMethods();
            var headers = new TreeSet<String>();
            one.getKey().getHeadersCondition().getExpressions().forEach(header -> headers.add(header.getName()));
            for (var method : methods.isEmpty() ? Set.of(RequestMethod.GET) : methods) {
                for (var pattern : one.getKey().getPathPatternsCondition().getPatterns()) {
                    ways.add(new Way(method.name(), pattern, one.getValue(), headers));
                }
            }
        }
        ways.sort(Comparator.<Way, PathPattern>comparing(Way::pattern).thenComparing(Way::name));
    }

    Optional<Way> way(String method, String url) {
        var path = PathContainer.parsePath(url.replaceAll("\\?.*", ""));
        return ways.stream()
                .filter(way -> way.method().equals(method)
                        && way.headers().isEmpty()
                        && way.pattern().matches(path))
                .findFirst();
    }

    /**
     * Follows the links of every role.
     *
     * @param each how many addresses of a kind are opened by a role
     * @param look is shown each answer
     */
    void crawl(int each, BiConsumer<Opened, Desk.Answer> look) {
        for (var desk : desks.values()) {
            var kinds = new HashMap<String, Integer>();
            var seen = new HashSet<String>();
            var handlers = new HashMap<String, Integer>();
            var open = new ArrayDeque<>(desk.role.isEmpty() ? List.of("/", "/login") : List.of("/workbench", "/"));
            while (!open.isEmpty()) {
                var url = open.poll();
                var way = way("GET", url);
                if (!seen.add(url)
                        || url.startsWith("/accounts/") && own.stream().anyMatch(url::contains)
                        || way.isEmpty()
                        || kinds.merge(Paths.pattern(url), 1, Integer::sum) > each
                        || handlers.merge(way.get().name(), 1, Integer::sum) > 12 * each) {
                    continue;
                }
                var answer = desk.get(url);
                var opening = new Opened(desk.role, url);
                look.accept(opening, answer);
                learn(way.get(), url);
                opened.computeIfAbsent(way.get().name(), key -> new ArrayList<>())
                        .add(opening);
                if (answer.status() / 100 == 3 && answer.location().startsWith("/")) {
                    open.add(answer.location());
                }
                if (!answer.html() || answer.status() != 200) {
                    continue;
                }
                pages++;
                var page = answer.page();
                desk.learnToken(page);
                for (var form : Form.all(desk.role, url, page)) {
                    forms.computeIfAbsent(form.key(), key -> new ArrayList<>()).add(form);
                    way(form.post() ? "POST" : "GET", form.action()).ifPresent(one -> learn(one, form.action()));
                }
                for (var link : page.select("a[href]")) {
                    var href = link.attr("href");
                    if (href.startsWith("/") && !href.startsWith("//") && !href.startsWith("/assets")) {
                        open.add(href.replaceAll("#.*", ""));
                    } else if (href.startsWith("?")) {
                        open.add(url.replaceAll("\\?.*", "") + href);
                    }
                }
            }
        }
    }

    /** The form as its page shows it now; empty if the page has it no more. */
    Optional<Form> fresh(Form old) {
        var desk = desks.get(old.role());
        var answer = desk.get(old.page());
        if (answer.status() != 200 || !answer.html()) {
            return Optional.empty();
        }
        var page = answer.page();
        desk.learnToken(page);
        return Form.all(old.role(), old.page(), page).stream()
                .filter(one -> one.key().equals(old.key()))
                .findFirst();
    }

    private void learn(Way way, String url) {
        var query = url.contains("?") ? url.substring(url.indexOf('?') + 1) : "";
        for (var pair : query.split("&")) {
            if (!pair.isEmpty()) {
                queries.computeIfAbsent(way.name(), key -> new TreeSet<>()).add(pair.split("=", 2)[0]);
            }
        }
        var pattern = way.pattern().getPatternString().split("/");
        var path = url.replaceAll("\\?.*", "").split("/");
        var prefix = new StringBuilder();
        for (int i = 0; i < pattern.length && i < path.length; i++) {
            prefix.append(i == 0 ? "" : "/").append(pattern[i].replaceAll("\\{.*", "{"));
            if (pattern[i].startsWith("{")) {
                known.computeIfAbsent(prefix.toString(), key -> new LinkedHashSet<>())
                        .add(path[i]);
            }
            if (path[i].matches("[0-9a-f]{8}-[0-9a-f-]{27}")) {
                ids.add(path[i]);
            }
        }
    }

    /** An address of this way, with variables of records that exist. */
    String address(Way way, int turn) {
        var prefix = new StringBuilder();
        var url = new StringBuilder();
        var parts = way.pattern().getPatternString().split("/");
        for (int i = 0; i < parts.length; i++) {
            prefix.append(i == 0 ? "" : "/").append(parts[i].replaceAll("\\{.*", "{"));
            url.append(i == 0 ? "" : "/");
            if (parts[i].contains("{")) {
                var values = List.copyOf(known.getOrDefault(prefix.toString(), ids));
                var value = values.isEmpty() ? "1" : values.get(turn % values.size());
                var fixed = parts[i].matches("\\{[a-z]+:[a-z.|-]+\\}")
                        ? parts[i].replaceAll(".*:|\\||\\}", "|").split("\\|")
                        : new String[0];
                if (fixed.length > 1 && !java.util.Arrays.asList(fixed).contains(value)) {
                    value = fixed[1];
                }
                url.append(parts[i].startsWith("{") ? value : parts[i].replaceAll("\\{[^}]*\\}", "1"));
                if (!parts[i].endsWith("}") && parts[i].startsWith("{")) {
                    url.append(parts[i].substring(parts[i].lastIndexOf('}') + 1));
                }
            } else {
                url.append(parts[i]);
            }
        }
        return url.isEmpty() ? "/" : url.toString();
    }
}
