package cn.yimen.pages;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/** 外框: what the layouts ask for, as {@code @shell}. */
@Component("shell")
@EnableConfigurationProperties(Site.class)
public class Shell {

    /** Request attribute: the form came back with errors. */
    private static final String FAILED = Shell.class.getName() + ".failed";

    private static final List<Entry> PUBLIC = List.of(
            new Entry("能申请什么", "/guide", false),
            new Entry("窗口电话", "/guide/windows", false),
            new Entry("公示", "/notices", false),
            new Entry("给办事打分", "/rate", false));

    private final List<NavigationEntry> entries;
    private final @Nullable TopSearch search;
    private final @Nullable ClockBar clock;
    private final ObjectProvider<DistrictName> district;
    private final ObjectProvider<ResourceUrlProvider> resources;
    private final Site site;
    private final long sessionSeconds;
    private volatile @Nullable String icons;

    Shell(
            ObjectProvider<NavigationEntry> entries,
            ObjectProvider<TopSearch> search,
            ObjectProvider<ClockBar> clock,
            ObjectProvider<DistrictName> district,
            ObjectProvider<ResourceUrlProvider> resources,
            Site site,
            @Value("${server.servlet.session.timeout:60m}") java.time.Duration session) {
        this.entries = entries.stream()
                .sorted(Comparator.comparingInt(NavigationEntry::order))
                .toList();
        this.search = search.getIfAvailable();
        this.clock = clock.getIfAvailable();
        this.district = district;
        this.resources = resources;
        this.site = site;
        this.sessionSeconds = session.toSeconds();
    }

    /** 导航里的一项. */
    public record Entry(String title, String url, boolean current) {}

    /** The entries of whoever is signed in; empty for a visitor. */
    public List<Entry> navigation() {
        var authentication = signedIn();
        if (authentication == null) {
            return List.of();
        }
        var mine = roles(authentication);
        return marked(entries.stream()
                .filter(entry -> mayUse(mine, entry.roles()))
                .map(entry -> new Entry(entry.title(), entry.url(), false))
                .toList());
    }

    public List<Entry> publicNavigation() {
        return marked(PUBLIC);
    }

    /** The signed-in officer, for the templates; null for a visitor. */
    public @Nullable Object me() {
        var authentication = signedIn();
        return authentication == null ? null : authentication.getPrincipal();
    }

    public @Nullable TopSearch search() {
        var authentication = signedIn();
        return authentication != null && search != null && mayUse(roles(authentication), search.roles())
                ? search
                : null;
    }

    public ClockBar.@Nullable View clock() {
        var authentication = signedIn();
        return authentication != null && clock != null && authentication.getPrincipal() instanceof Principal officer
                ? clock.of(officer)
                : null;
    }

    public String district() {
        var name = district.getIfAvailable();
        return name == null ? "" : name.get();
    }

    public Site site() {
        return site;
    }

    /** Seconds a session lasts without a request; 0 for a visitor. */
    public long sessionSeconds() {
        return signedIn() == null ? 0 : sessionSeconds;
    }

    /** Where the drawings lie, with the digest of their content in the name. */
    public String icons() {
        var known = icons;
        if (known == null) {
            var provider = resources.getIfAvailable();
            known = provider == null ? null : provider.getForLookupPath("/assets/icons.svg");
            var request = request();
            var context = request == null ? "" : request.getContextPath();
            known = context + (known == null ? "/assets/icons.svg" : known);
            icons = known;
        }
        return known;
    }

    /** The four characters of this request that somebody reads out on the telephone (OP-4). */
    public String requestCode() {
        var request = request();
        var id = request == null ? null : request.getAttribute(RequestId.ATTRIBUTE);
        return id instanceof String text && text.length() >= 4 ? text.substring(0, 4) : "";
    }

    /** Whether a form came back with errors: the title then begins with 「错误：」. */
    public boolean failed() {
        var request = request();
        return request != null && request.getAttribute(FAILED) != null;
    }

    /** Called when a posted form comes back. */
    public static void markFailed(HttpServletRequest request) {
        request.setAttribute(FAILED, true);
    }

    private static boolean mayUse(Set<String> mine, List<String> roles) {
        return roles.isEmpty() || roles.stream().anyMatch(mine::contains);
    }

    private static List<Entry> marked(List<Entry> entries) {
        var request = request();
        var path = request == null
                ? ""
                : request.getRequestURI().substring(request.getContextPath().length());
        var best = entries.stream()
                .filter(entry ->
                        path.equals(entry.url()) || path.startsWith(entry.url().equals("/") ? "//" : entry.url() + "/"))
                .max(Comparator.comparingInt(entry -> entry.url().length()))
                .orElse(null);
        return entries.stream()
                .map(entry -> entry == best ? new Entry(entry.title(), entry.url(), true) : entry)
                .toList();
    }

    private static Set<String> roles(Authentication authentication) {
        return authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority != null && authority.startsWith("ROLE_"))
                .map(authority -> authority.substring(5))
                .collect(Collectors.toSet());
    }

    private static @Nullable Authentication signedIn() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Principal ? authentication : null;
    }

    private static @Nullable HttpServletRequest request() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? attributes.getRequest()
                : null;
    }
}
