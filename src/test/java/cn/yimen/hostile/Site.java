package cn.yimen.hostile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
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

    /** 同事: takes over what a clerk has begun or offers. */
    static final String COLLEAGUE = "clerk2";

    /** 区教育局: a small district has more for the schools than for the department whose account has the short name. */
    static final String SCHOOLS = "liaison.jt";

    /** Who only opens what is told. */
    static final List<String> FURTHER = List.of(COLLEAGUE, SCHOOLS);

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
        for (var role : FURTHER) {
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
    void crawl(int each, List<String> roles, BiConsumer<Opened, Desk.Answer> look) {
        walks.clear();
        roles.forEach(role -> walks.add(new Walk(desks.get(role), each)));
        walk(look);
    }

    /**
     * Looks for the forms of handlers that no page had so far, on further records of the same address.
     *
     * @param more how many further addresses of a kind are opened by a role
     * @param again also those that were opened: what was done since may have brought them further
     */
    void seek(int more, boolean again, BiConsumer<Opened, Desk.Answer> look) {
        var stems = unseen().stream()
                .map(way -> way.pattern().getPatternString().replaceAll("(?<=.)/[^/]*$|/?\\{.*", "") + "/")
                .collect(Collectors.toSet());
        walks.forEach(walk -> walk.further(stems, more, again));
        walk(look);
    }

    /** Opens these pages, whatever was opened of their kind, and what they lead to. */
    void visit(List<Opened> pages, BiConsumer<Opened, Desk.Answer> look) {
        for (var one : pages) {
            walks.stream()
                    .filter(walk -> walk.desk.role.equals(one.role()))
                    .findFirst()
                    .orElseGet(() -> {
                        var walk = new Walk(desks.get(one.role()), 1);
                        walk.open.clear();
                        walks.add(walk);
                        return walk;
                    })
                    .further(one.url());
        }
        walk(look);
    }

    /** 答复里的表单: what is to be looked at once more before it counts; only where no page has it. */
    void learn(Form sent, Desk.Answer answer) {
        for (var form : Form.all(sent.role(), sent.action(), answer.page())) {
            if (form.post()
                    && !forms.containsKey(form.key())
                    && way("POST", form.action()).filter(unseen()::contains).isPresent()) {
                forms.put(form.key(), new ArrayList<>(List.of(form.halfway())));
            }
        }
    }

    /** Handlers of forms that were on no page. */
    List<Way> unseen() {
        var seen = forms.values().stream()
                .filter(records -> records.get(0).post())
                .flatMap(records -> way("POST", records.get(0).action()).stream())
                .map(Way::name)
                .collect(Collectors.toSet());
        return ways.stream()
                .filter(way -> way.method().equals("POST") && !seen.contains(way.name()))
                .toList();
    }

    private final List<Walk> walks = new ArrayList<>();

    /** Several roles at a time, since looking changes nothing; taken down in the order of the roles. */
    private void walk(BiConsumer<Opened, Desk.Answer> look) {
        var pool = Executors.newFixedThreadPool(2);
        try {
            for (var done : pool.invokeAll(walks)) {
                for (var seen : done.get()) {
                    look.accept(seen.opened(), seen.answer());
                    learn(seen.way(), seen.opened().url());
                    opened.computeIfAbsent(seen.way().name(), key -> new ArrayList<>())
                            .add(seen.opened());
                    pages += seen.page() ? 1 : 0;
                    for (var form : seen.forms()) {
                        forms.computeIfAbsent(form.key(), key -> new ArrayList<>())
                                .add(form);
                        way(form.post() ? "POST" : "GET", form.action()).ifPresent(one -> learn(one, form.action()));
                    }
                }
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            pool.shutdownNow();
        }
    }

    private record Seen(Opened opened, Desk.Answer answer, Way way, boolean page, List<Form> forms) {}

    /** One role's way through the pages. */
    private final class Walk implements Callable<List<Seen>> {

        private final Desk desk;
        private final int each;
        private final Map<String, Integer> kinds = new HashMap<>();
        private final Map<String, Integer> handlers = new HashMap<>();
        private final Set<String> known = new LinkedHashSet<>();
        private final Set<String> left = new LinkedHashSet<>();
        private final ArrayDeque<String> open;
        /** Opened although there were enough of their kind. */
        private final Set<String> further = new HashSet<>();

        Walk(Desk desk, int each) {
            this.desk = desk;
            this.each = each;
            open = new ArrayDeque<>(desk.role.isEmpty() ? List.of("/", "/login") : List.of("/workbench", "/"));
        }

        void further(Set<String> stems, int more, boolean again) {
            var taken = new HashMap<String, Integer>();
            var urls = new ArrayList<>(left);
            if (again) {
                Collections.reverse(urls); // the newest first
                urls.addAll(known);
            }
            for (var url : urls) {
                var kind = Paths.pattern(url);
                if (stems.stream().anyMatch(stem -> (kind + "/").startsWith(stem))
                        && taken.merge(kind, 1, Integer::sum) <= more) {
                    further(url);
                }
            }
        }

        void further(String url) {
            left.remove(url);
            further.add(url);
            open.add(url);
        }

        @Override
        public List<Seen> call() {
            var all = new ArrayList<Seen>();
            while (!open.isEmpty()) {
                var url = open.poll();
                var way = way("GET", url);
                if (way.isEmpty()
                        || url.startsWith("/accounts/") && own.stream().anyMatch(url::contains)) {
                    continue;
                }
                if (!further.remove(url)) {
                    if (!known.add(url)) {
                        continue;
                    }
                    if (kinds.merge(Paths.pattern(url), 1, Integer::sum) > each
                            || handlers.merge(way.get().name(), 1, Integer::sum) > 12 * each) {
                        left.add(url);
                        continue;
                    }
                }
                var answer = desk.get(url);
                var opening = new Opened(desk.role, url);
                if (answer.status() / 100 == 3 && answer.location().startsWith("/")) {
                    open.add(answer.location());
                }
                if (!answer.html() || answer.status() != 200) {
                    all.add(new Seen(opening, answer, way.get(), false, List.of()));
                    continue;
                }
                var page = answer.page();
                desk.learnToken(page);
                all.add(new Seen(opening, answer, way.get(), true, Form.all(desk.role, url, page)));
                for (var link : page.select("a[href]")) {
                    var href = link.attr("href");
                    if (href.startsWith("/") && !href.startsWith("//") && !href.startsWith("/assets")) {
                        open.add(href.replaceAll("#.*", ""));
                    } else if (href.startsWith("?")) {
                        open.add(url.replaceAll("\\?.*", "") + href);
                    }
                }
            }
            return all;
        }
    }

    /** The form as its page shows it now; empty if the page has it no more. */
    Optional<Form> fresh(Form old) {
        if (old.isHalfway()) {
            return Optional.of(old);
        }
        var desk = desks.get(old.role());
        var answer = desk.get(old.page());
        if (answer.status() != 200 || !answer.html()) {
            return Optional.empty();
        }
        var page = answer.page();
        desk.learnToken(page);
        var pattern = Paths.pattern(old.action());
        var key = old.key();
        return Form.all(old.role(), old.page(), page).stream()
                .filter(one -> one.post() == old.post()
                        && one.script() == old.script()
                        && Paths.pattern(one.action()).equals(pattern)
                        && one.key().equals(key))
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
