package cn.yimen.access;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.access.Desk.Answer;
import cn.yimen.access.Desk.Visitor;
import cn.yimen.access.Handlers.Handler;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.kernel.ResidentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.HtmlUtils;

/**
 * AU-2, AU-3: not a word of a household is in any page, export, paper, error or line of the log for whoever it is not for;
 * no whole identity number is anywhere but where somebody asked for it, and that is in the trail each time.
 */
@ServedTest
@ExtendWith(OutputCaptureExtension.class)
class CanariesTest {

    private static final Logger LOG = LoggerFactory.getLogger(CanariesTest.class);

    private static final Pattern NUMBER = Pattern.compile("(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])");
    private static final String ELSEWHERE = "520402109";

    /** Papers that go to the person or into the file with the whole number; each look at one is in the trail. */
    private static final Set<String> PAPERS = Set.of(
            "/cases/{id}/print/{paper}",
            "/cases/{id}/print/{paper}.pdf",
            "/applications/{id}/decisions/{decision}/{paper}",
            "/applications/{id}/decisions/{decision}/{paper}.pdf");

    @Autowired
    Desk desk;

    @Autowired
    Samples samples;

    @Autowired
    Canary canary;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    private final Set<String> faults = Collections.synchronizedSet(new TreeSet<>());

    @Test
    void au3noWordOfAHouseholdIsSeenByWhoeverItIsNotFor(CapturedOutput log) throws Exception {
        canary.ids();
        var asked = new ArrayList<Callable<Void>>();
        for (var handler : Handlers.of(mapping)) {
            if (!handler.get()) {
                continue;
            }
            var all = samples.of(handler, desk);
            var own = hers(handler, all.get(0).variables());
            strangers().forEach((who, visitor) -> {
                if (handler.variables().isEmpty() || own != null) {
                    asked.add(() ->
                            unseen(who, desk.get(visitor, path(handler, own == null ? Map.of() : own)), handler));
                }
            });
            for (var sample : all) {
                if (handler.variables().isEmpty()
                        || sample.township() == null
                        || Canary.TOWNSHIP.equals(sample.township())) {
                    continue;
                }
                var there = desk.with(Post.at(Role.TOWNSHIP_REVIEWER, sample.township()));
                asked.add(() -> unseen("外乡镇审核", desk.get(there, path(handler, sample.variables())), handler));
            }
        }
        strangers().forEach((who, visitor) -> asked.addAll(searches(who, visitor)));
        all(asked);
        LOG.info("canaries: {} answers", asked.size());

        assertThat(asked.size()).isGreaterThan(1_500);
        assertThat(faults).isEmpty();
        assertThat(log.getAll()).contains("404 GET"); // it is listened to
        assertThat(Canary.words().values()).noneMatch(log.getAll()::contains);
    }

    /** The same eyes do see her words where they may. */
    @Test
    void au3theWordsAreThereForWhoeverTheyAreFor() throws Exception {
        var seen = new TreeSet<String>();
        var clerk = desk.with(Post.at(Role.WINDOW_CLERK, Canary.TOWNSHIP));
        var liaison = desk.with(Post.liaison(Canary.DEPT));
        for (var where : List.of("/cases", "/applications", "/referrals", "/households", "/persons")) {
            var text = text(desk.get(clerk, where + "/" + canary.ids().get(where)));
            Canary.words().forEach((what, word) -> {
                if (text.contains(word)) {
                    seen.add(what);
                }
            });
        }
        assertThat(seen).contains("户主姓名", "配偶姓名", "代理人姓名", "住址", "困难情况", "办理要求");
        assertThat(text(desk.get(liaison, "/referrals/" + canary.ids().get("/referrals") + "")))
                .contains("欧阳望舒");
        for (var where : List.of("/search", "/cases/search", "/referrals/search")) {
            var found = desk.post(clerk, where, Map.of("q", Canary.BEGINNING)).location();
            assertThat(text(desk.get(clerk, found))).as(where).contains("欧阳望舒");
        }
        assertThat(text(desk.post(clerk, "/search/hints", Map.of("q", Canary.BEGINNING))))
                .contains("欧阳望舒");
        for (var where : List.of("/register/export", "/referrals/export")) {
            assertThat(text(desk.post(clerk, where, Map.of("reason", "核对台账"))))
                    .as(where)
                    .contains("欧阳望舒");
        }
        var paper = desk.get(clerk, "/cases/" + canary.ids().get("/cases") + "/print/receipt.pdf");
        assertThat(paper.type()).contains("pdf");
        assertThat(text(paper)).contains("欧阳望舒");
    }

    @Test
    void au2noWholeNumberIsAnywhere() throws Exception {
        canary.ids();
        var here = Map.of(
                "窗口", desk.with(Post.at(Role.WINDOW_CLERK, Canary.TOWNSHIP)),
                "民政经办", desk.with(Post.of(Role.BUREAU_OFFICER)),
                "部门联络员", desk.with(Post.liaison(Canary.DEPT)));
        var asked = new ArrayList<Callable<Void>>();
        var papers = 0;
        for (var handler : Handlers.of(mapping)) {
            if (!handler.get()) {
                continue;
            }
            var first = samples.of(handler, desk).get(0);
            var own = hers(handler, first.variables());
            if (PAPERS.contains(handler.pattern())) {
                for (var visitor : here.values()) {
                    papers += paper(visitor, path(handler, first.variables()))
                            + paper(visitor, path(handler, own == null ? first.variables() : own));
                }
                continue;
            }
            here.forEach((who, visitor) -> {
                asked.add(() -> masked(who, desk.get(visitor, path(handler, first.variables())), handler));
                if (own != null) {
                    asked.add(() -> masked(who, desk.get(visitor, path(handler, own)), handler));
                }
            });
        }
        all(asked);
        assertThat(asked.size()).isGreaterThan(500);
        assertThat(papers).isPositive();
        assertThat(faults).isEmpty();
    }

    /** 1 if the paper shows a whole number; then the look at it is in the trail. */
    private int paper(Visitor visitor, String path) throws IOException {
        var login = Objects.requireNonNull(visitor.officer()).login();
        var before = opened(login);
        var answer = desk.get(visitor, path);
        if (!whole(answer)) {
            return 0;
        }
        assertThat(opened(login)).as(path).isGreaterThan(before);
        return 1;
    }

    private long opened(String login) {
        return jdbc.sql("select count(*) from audit_entry where kind = 'OPENED' and officer = ?")
                .param(login)
                .query(Long.class)
                .single();
    }

    @Test
    void au2whoeverSeesAWholeNumberIsInTheTrailEachTimeAndNobodyElse() {
        var person = "/persons/" + canary.ids().get("/persons") + "/reveal";
        var referral = "/referrals/" + canary.ids().get("/referrals") + "/reveal";
        var shown = 0;
        var before = reveals();
        for (var visitor : List.of(
                desk.with(Post.at(Role.WINDOW_CLERK, Canary.TOWNSHIP)),
                desk.with(Post.at(Role.VILLAGE_ASSISTANT, Canary.VILLAGE)),
                desk.with(Post.of(Role.BUREAU_OFFICER)))) {
            for (var field : List.of("IDENTITY", "PHONE", "CARD")) {
                var answer = desk.post(visitor, person, Map.of("field", field, "reason", "核对身份"));
                var word = Canary.words()
                        .get(Map.of("IDENTITY", "户主证件号", "PHONE", "户主电话", "CARD", "银行账号")
                                .get(field));
                assertThat(together(answer.text())).contains(word);
                shown++;
            }
        }
        for (var field : List.of("IDENTITY", "PHONE")) {
            var answer =
                    desk.post(desk.with(Post.liaison(Canary.DEPT)), referral, Map.of("field", field, "reason", "核对身份"));
            assertThat(together(answer.text())).contains(Canary.words().get(field.equals("PHONE") ? "户主电话" : "户主证件号"));
            shown++;
        }
        strangers().forEach((who, visitor) -> {
            for (var field : List.of("IDENTITY", "PHONE", "CARD")) {
                for (var address : List.of(person, referral)) {
                    var answer = desk.post(visitor, address, Map.of("field", field, "reason", "核对身份"));
                    assertThat(answer.status()).as(who + address).isNotEqualTo(200);
                    assertThat(Canary.words().values()).noneMatch(together(answer.text())::contains);
                }
            }
        });
        assertThat(reveals() - before).isEqualTo(shown);
    }

    /** Everybody whose reach the household is outside of. */
    private Map<String, Visitor> strangers() {
        var all = new LinkedHashMap<String, Visitor>();
        all.put("公众", desk.anybody());
        all.put("无岗位", desk.with());
        for (var role : List.of(Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER)) {
            all.put("外乡镇" + role.words(), desk.with(Post.at(role, ELSEWHERE)));
        }
        all.put("邻村信息员", desk.with(Post.at(Role.VILLAGE_ASSISTANT, Canary.NEXT_VILLAGE)));
        all.put("外部门联络员", desk.with(Post.liaison("JT")));
        all.put("结对帮扶人", desk.with(Post.of(Role.HELPER)));
        all.put("社会组织", desk.with(Post.of(Role.CHARITY)));
        all.put("管理员", desk.with(Post.of(Role.ADMINISTRATOR)));
        all.put(
                "外乡镇窗口经办兼邻村信息员",
                desk.with(Post.at(Role.WINDOW_CLERK, ELSEWHERE), Post.at(Role.VILLAGE_ASSISTANT, Canary.NEXT_VILLAGE)));
        return all;
    }

    /** Found, and taken away as a file. */
    private List<Callable<Void>> searches(String who, Visitor visitor) {
        var asked = new ArrayList<Callable<Void>>();
        for (var where : List.of(
                "/search",
                "/cases/search",
                "/referrals/search",
                "/awards/search",
                "/kin/cadres/search",
                "/accounts/search")) {
            asked.add(() -> {
                var answer = desk.post(visitor, where, Map.of("q", Canary.BEGINNING));
                unseen(who, answer, where);
                return answer.location().isEmpty() ? null : unseen(who, desk.get(visitor, answer.location()), where);
            });
        }
        asked.add(() ->
                unseen(who, desk.post(visitor, "/search/hints", Map.of("q", Canary.BEGINNING)), "/search/hints"));
        for (var where : List.of("/register/export", "/referrals/export")) {
            asked.add(() -> unseen(who, desk.post(visitor, where, Map.of("reason", "核对台账")), where));
        }
        asked.add(() -> unseen(who, desk.get(visitor, "/nowhere/" + canary.ids().get("/cases")), "/nowhere"));
        return asked;
    }

    private Void unseen(String who, Answer answer, Handler handler) throws IOException {
        return unseen(who, answer, handler.pattern());
    }

    private Void unseen(String who, Answer answer, String where) throws IOException {
        var text = together(text(answer)) + answer.headers();
        Canary.words().forEach((what, word) -> {
            if (text.contains(word)) {
                faults.add(who + " " + where + " " + answer.status() + ": " + what);
            }
        });
        return null;
    }

    private Void masked(String who, Answer answer, Handler handler) throws IOException {
        if (whole(answer)) {
            faults.add(who + " " + handler.pattern() + " " + answer.type());
        }
        return null;
    }

    private static boolean whole(Answer answer) throws IOException {
        return NUMBER.matcher(text(answer))
                .results()
                .map(found -> found.group().toUpperCase(Locale.ROOT))
                .anyMatch(number -> ResidentId.checkCharacter(number.substring(0, 17)) == number.charAt(17));
    }

    /** The variables with her records, where the address is of a kind she has; null if it is of another. */
    private @Nullable Map<String, String> hers(Handler handler, Map<String, String> variables) {
        var ids = canary.ids();
        for (var beginning : ids.keySet()) {
            if (handler.pattern().startsWith(beginning + "/{id}")) {
                var own = new LinkedHashMap<>(variables);
                own.put("id", Objects.requireNonNull(ids.get(beginning)));
                own.computeIfPresent("matter", (name, was) -> Objects.requireNonNull(ids.get("{matter}")));
                own.computeIfPresent("person", (name, was) -> Objects.requireNonNull(ids.get("{person}")));
                return own;
            }
        }
        return null;
    }

    private static String path(Handler handler, Map<String, String> variables) {
        var path = handler.pattern();
        for (var name : handler.variables()) {
            path = path.replaceFirst(
                    "\\{" + name + "(:[^}]*)?\\}",
                    Matcher.quoteReplacement(Objects.requireNonNull(variables.get(name))));
        }
        return path;
    }

    private long reveals() {
        return jdbc.sql("select count(*) from audit_entry where kind = 'OPENED' and fields like '%全号'")
                .query(Long.class)
                .single();
    }

    private static void all(List<Callable<Void>> asked) throws Exception {
        var pool = Executors.newFixedThreadPool(3);
        try {
            for (var done : pool.invokeAll(asked)) {
                done.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    /** What a person would read: of a paper its letters, of a table its cells. */
    private static String text(Answer answer) throws IOException {
        var content = answer.content();
        if (answer.type().contains("pdf")) {
            try (var pdf = Loader.loadPDF(content)) {
                return new PDFTextStripper().getText(pdf);
            }
        }
        if (content.length > 4 && content[0] == 'P' && content[1] == 'K') {
            var cells = new StringBuilder();
            var file = Files.createTempFile("export", ".xlsx");
            Files.write(file, content);
            try (var zip = new ZipFile(file.toFile())) {
                for (var part : Collections.list(zip.entries())) {
                    cells.append(new String(zip.getInputStream(part).readAllBytes(), StandardCharsets.UTF_8));
                }
            } finally {
                Files.delete(file);
            }
            return HtmlUtils.htmlUnescape(cells.toString());
        }
        return HtmlUtils.htmlUnescape(answer.text());
    }

    /** Without the gaps that lines and groups of digits make. */
    private static String together(String text) {
        return text.replaceAll("\\s+", "");
    }
}
