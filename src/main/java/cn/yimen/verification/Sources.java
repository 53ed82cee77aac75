package cn.yimen.verification;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 核对来源 as a table: which departments are asked, how, and what their columns mean (VR-1). */
@Service
@Transactional(readOnly = true)
public class Sources {

    private final JdbcClient jdbc;
    private final AuditLog audit;

    Sources(JdbcClient jdbc, AuditLog audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** In their order, those that are not used as well. */
    public List<VerificationSource> all() {
        var fields = new LinkedHashMap<String, List<SourceField>>();
        jdbc.sql("select * from verification_field order by source, position").query(row -> {
            fields.computeIfAbsent(row.getString("source"), any -> new ArrayList<>())
                    .add(new SourceField(
                            row.getString("code"),
                            row.getString("label"),
                            FieldRole.valueOf(row.getString("role")),
                            row.getBoolean("required"),
                            Arrays.asList((String[]) row.getArray("aliases").getArray())));
        });
        return jdbc.sql("select * from verification_source order by position, code")
                .query((row, n) -> new VerificationSource(
                        row.getString("code"),
                        row.getString("name"),
                        row.getString("department"),
                        row.getString("connector"),
                        row.getString("url"),
                        row.getBoolean("active"),
                        row.getBoolean("asked"),
                        row.getLong("version"),
                        fields.getOrDefault(row.getString("code"), List.of())))
                .list();
    }

    public List<VerificationSource> active() {
        return all().stream().filter(VerificationSource::active).toList();
    }

    /** @throws NoSuchElementException if there is none of that code */
    public VerificationSource get(String code) {
        return all().stream()
                .filter(source -> source.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no source " + code));
    }

    public Map<String, String> names() {
        var names = new LinkedHashMap<String, String>();
        all().forEach(source -> names.put(source.code(), source.name()));
        return names;
    }

    /**
     * 修改来源.
     *
     * @throws Conflict if somebody else changed it meanwhile
     */
    @Transactional
    public void change(
            String code,
            long version,
            String name,
            String department,
            String connector,
            @Nullable String url,
            boolean active,
            boolean asked,
            Officer by) {
        if (!by.has(Role.ADMINISTRATOR)) {
            throw new NotAllowed("核对来源由管理员维护");
        }
        var changed = jdbc.sql("""
                        update verification_source set name = ?, department = ?, connector = ?, url = ?, active = ?,
                            asked = ?, version = version + 1
                        where code = ? and version = ?
                        """)
                .params(Arrays.asList(name, department, connector, url, active, asked, code, version))
                .update();
        if (changed == 0) {
            get(code);
            throw new Conflict("这个来源刚被别人改过，请重新打开再改");
        }
        audit.changed(by, "修改核对来源", new Subject("verification_source", code), "");
    }

    // --- 列对应, remembered by the words of the head

    /** Which field each column is most likely: what was chosen last time for this head, else by its name. */
    Map<Integer, String> guess(VerificationSource source, List<String> head) {
        var remembered = new LinkedHashMap<String, String>();
        jdbc.sql("select head, field from verification_mapping where source = ?")
                .param(source.code())
                .query(row -> {
                    remembered.put(row.getString("head"), row.getString("field"));
                });
        var guess = new LinkedHashMap<Integer, String>();
        for (var column = 0; column < head.size(); column++) {
            var words = plain(head.get(column));
            var field = remembered.get(words);
            if (field == null) {
                field = source.fields().stream()
                        .filter(each -> plain(each.label()).equals(words)
                                || each.aliases().contains(words))
                        .map(SourceField::code)
                        .findFirst()
                        .orElse("");
            }
            if (!field.isEmpty()
                    && !guess.containsValue(field)
                    && source.field(field).isPresent()) {
                guess.put(column, field);
            }
        }
        return guess;
    }

    void remember(VerificationSource source, List<String> head, Map<Integer, String> columns) {
        for (var column = 0; column < head.size(); column++) {
            var words = plain(head.get(column));
            if (words.isEmpty()) {
                continue;
            }
            jdbc.sql("""
                            insert into verification_mapping (source, head, field) values (?, ?, ?)
                            on conflict (source, head) do update set field = excluded.field
                            """)
                    .params(source.code(), words, columns.getOrDefault(column, ""))
                    .update();
        }
    }

    static String plain(String head) {
        var plain = head.replaceAll("[\\s*:：()（）]", "").toLowerCase(java.util.Locale.ROOT);
        return plain.length() > 100 ? plain.substring(0, 100) : plain;
    }
}
