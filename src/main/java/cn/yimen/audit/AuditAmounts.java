package cn.yimen.audit;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * 金额核对 (AU-1): every amount that stands in a table is compared with what the trail last said of it. The trail itself
 * is sealed, so an amount changed, put in or taken out past the product, with whatever rights, does not fit it.
 */
final class AuditAmounts {

    private static final int MOST_NAMED = 10_000;

    /**
     * Rows written by the hundred in one statement are told of by one line without their amounts; they are believed as
     * long as nothing else is known of them, unless the line itself is not the product's.
     */
    private static final String COMPARED = """
            with change as (
                select subject_id as k, action, at, chain::bigint as chain, seq, officer,
                    case when detail is json object then detail::jsonb else '{}' end as d
                from audit_entry where subject_kind = '%1$s' and kind = 'ROW'
                union all
                select row_id, op, 'infinity', 99, id, 'database:' || db_user,
                    case when changes is json object then changes::jsonb else '{}' end
                from audit_change where table_name = '%1$s'
            ),
            strange as (
                select 'database:' || rolname as officer from pg_roles where rolsuper
            ),
            mass as (
                select max(at) as at from change where k = '*' and officer not in (select officer from strange)
            ),
            life as (
                select *, max(at) filter (where action = 'insert') over (partition by k) as born,
                    row_number() over (partition by k order by at desc, chain desc, seq desc) as n
                from change where k <> '*'
            ),
            last as (
                select k, action, at from life where n = 1
            ),
            said as (
                select distinct on (k, f.key) k, f.key as col, officer,
                    case when jsonb_typeof(f.value) = 'array' then f.value -> 1 else f.value end as v
                from life cross join lateral jsonb_each(d) f
                where action <> 'delete' and f.key ~ '_fen$' and (born is null or at >= born)
                order by k, f.key, at desc, chain desc, seq desc
            ),
            present as (
                select audit_row_key(j, string_to_array('%2$s', ',')) as k, j from (select to_jsonb(t) as j from %1$s t) r
            ),
            now as (
                select k, e.key as col, e.value as v from present cross join lateral jsonb_each(j) e
                where e.key ~ '_fen$' and e.value <> 'null'
            )
            select coalesce(now.k, said.k) as k, coalesce(now.col, said.col) as col,
                case when last.k is null then 'INSERTED'
                    when present.k is null then 'MISSING'
                    when now.v is distinct from said.v then 'ALTERED'
                    else 'PAST' end as kind
            from now full join said on said.k = now.k and said.col = now.col
            left join last on last.k = coalesce(now.k, said.k)
            left join present on present.k = coalesce(now.k, said.k)
            cross join mass
            where case when last.k is null then mass.at is null
                    when present.k is null then last.action <> 'delete' and said.v <> 'null'
                    when now.v is distinct from nullif(said.v, 'null') then mass.at is null or mass.at < last.at
                    else said.officer in (select officer from strange) end
            order by 1, 2
            """;

    private AuditAmounts() {}

    /** 金额不符的种类. */
    enum Kind {
        ALTERED("与审计记录不符"),
        MISSING("所在的行缺失"),
        INSERTED("没有审计记录"),
        PAST("由数据库超级用户绕过系统改动");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /**
     * 一处金额不符.
     *
     * @param row the key of the row, as in the trail
     */
    record Amount(Kind kind, String table, String row, String column) {

        String words() {
            return "金额 " + table + " " + row + " " + column + " " + kind.words;
        }
    }

    /** Looks at every column of an amount in every table that is watched. */
    static List<Amount> verify(JdbcTemplate jdbc) {
        var found = new ArrayList<Amount>();
        jdbc.query("""
                select c.relname, (select string_agg(a.attname, ',' order by array_position(i.indkey::int2[], a.attnum))
                    from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
                    where i.indrelid = c.oid and i.indisprimary) as keys
                from pg_class c
                where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                    and exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'audit_insert')
                    and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname ~ '_fen$'
                        and not a.attisdropped)
                order by c.relname
                """, row -> {
            var table = row.getString("relname");
            jdbc.query(COMPARED.formatted(table, row.getString("keys")), each -> {
                if (found.size() < MOST_NAMED) {
                    found.add(new Amount(
                            Kind.valueOf(each.getString("kind")), table, each.getString("k"), each.getString("col")));
                }
            });
        });
        return List.copyOf(found);
    }
}
