package cn.yimen.household;

import cn.yimen.identity.Officer;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.ResidentId;
import cn.yimen.kernel.Sex;
import cn.yimen.protection.BlindIndex;
import cn.yimen.protection.FieldCipher;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 查找 (HH-8): by name, pinyin, initials, identity number, telephone, receipt number and address, while typing, within
 * the officer's scope. Each way is one query that ends with the last hit wanted; a later way is asked only while there
 * is room.
 */
@Service
@Transactional(readOnly = true)
public class PersonSearch {

    /** Hits of a middle part are sorted among the first so many: beyond that the word says too little. */
    private static final int CANDIDATES = 50;

    private final JdbcClient jdbc;
    private final FieldCipher cipher;
    private final BlindIndex index;
    private final Persons persons;
    private final ObjectProvider<PersonFinder> finders;

    PersonSearch(
            JdbcClient jdbc,
            FieldCipher cipher,
            BlindIndex index,
            Persons persons,
            ObjectProvider<PersonFinder> finders) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.index = index;
        this.persons = persons;
        this.finders = finders;
    }

    /**
     * @param typed anything; too little or nothing gives nothing
     * @param limit at most so many; ask for one more than is shown to know whether there is more
     * @return the surest first, within the scope only
     */
    public List<PersonHit> find(String typed, Officer officer, int limit) {
        var word = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        if (word.isEmpty() || word.length() > 60 || word.indexOf('\0') >= 0) {
            return List.of();
        }
        var scope = ScopeClause.of(officer, "p");
        var hits = new LinkedHashMap<PersonId, PersonHit>();
        var compact = word.replaceAll("[\\s\\-–—]", "");
        byNumber(compact, scope, limit, hits);
        for (var finder : finders.orderedStream().toList()) {
            for (var found : finder.find(word, officer)) {
                if (hits.size() < limit) {
                    byReceipt(found, scope, hits);
                }
            }
        }
        var letters = compact.toLowerCase(Locale.ROOT).replace("'", "").replace('ü', 'v');
        if (hits.size() < limit && letters.matches("[a-z]{1,40}")) {
            prefix("initials", letters, scope, limit, hits);
            if (hits.size() < limit) {
                prefix("pinyin", letters, scope, limit, hits);
            }
        }
        if (hits.size() < limit && compact.codePoints().anyMatch(Character::isIdeographic)) {
            prefix("name", word, scope, limit, hits);
            if (hits.size() < limit) {
                middle(word, scope, limit, hits);
            }
            if (hits.size() < limit) {
                address(word, ScopeClause.of(officer, "h"), limit, hits);
            }
        }
        return hits.values().stream().limit(limit).toList();
    }

    private void byNumber(String word, ScopeClause scope, int limit, Map<PersonId, PersonHit> hits) {
        var upper = word.toUpperCase(Locale.ROOT);
        if (ResidentId.problem(word) == null || upper.matches("(?=.*\\d)[A-Z0-9]{8,20}")) {
            collect(
                    "select p.* from person p where p.identity_idx = :idx and " + scope.condition(),
                    Map.of("idx", index.of(SealedFields.IDENTITY, upper)),
                    scope,
                    limit,
                    hits);
        }
        var digits = Masks.digits(word);
        if (digits != null && digits.matches("1\\d{10}|0?\\d{7,12}")) {
            collect(
                    "select p.* from person p where p.phone_idx = :idx and " + scope.condition() + " limit :limit",
                    Map.of("idx", index.of(SealedFields.PHONE, digits)),
                    scope,
                    limit,
                    hits);
        }
    }

    private void byReceipt(PersonFinder.Found found, ScopeClause scope, Map<PersonId, PersonHit> hits) {
        var one = new LinkedHashMap<PersonId, PersonHit>();
        collect(
                "select p.* from person p where p.id = :id and " + scope.condition(),
                Map.of("id", found.person().id()),
                scope,
                1,
                one);
        one.values()
                .forEach(hit -> hits.put(
                        hit.person(),
                        new PersonHit(
                                hit.person(),
                                hit.household(),
                                hit.name(),
                                hit.sex(),
                                hit.birthOn(),
                                hit.identityMasked(),
                                hit.phoneMasked(),
                                hit.placeName(),
                                hit.address(),
                                found.number(),
                                found.url())));
    }

    /** A range over an index of the operator class text_pattern_ops, in its order: LIKE would not know it can end. */
    private void prefix(String column, String word, ScopeClause scope, int limit, Map<PersonId, PersonHit> hits) {
        collect(
                """
                select p.* from person p
                where p.%1$s ~>=~ :word and p.%1$s ~<~ :beyond and %2$s
                order by p.%1$s using ~<~ limit :limit
                """.formatted(column, scope.condition()),
                Map.of("word", word, "beyond", word + "\uDBFF\uDFFF"),
                scope,
                limit,
                hits);
    }

    private void middle(String word, ScopeClause scope, int limit, Map<PersonId, PersonHit> hits) {
        var grams = Pinyin.grams(word);
        if (grams.length == 0) {
            return;
        }
        collect("""
                select p.* from (
                    select p.* from person p
                    where p.grams @> :grams::text[] and position(:word in p.name) > 0 and %s limit %d) p
                order by p.name using ~<~ limit :limit
                """.formatted(scope.condition(), CANDIDATES), Map.of("grams", grams, "word", word), scope, limit, hits);
    }

    private void address(String word, ScopeClause scope, int limit, Map<PersonId, PersonHit> hits) {
        var grams = Pinyin.grams(word);
        if (grams.length == 0) {
            return;
        }
        collect("""
                select p.* from (
                    select h.head_id from household h
                    where h.address_grams @> :grams::text[] and h.closed_on is null and %s limit :limit) a
                join person p on p.id = a.head_id
                """.formatted(scope.condition()), Map.of("grams", grams), scope, limit, hits);
    }

    private void collect(
            String people, Map<String, Object> params, ScopeClause scope, int limit, Map<PersonId, PersonHit> hits) {
        var all = new HashMap<String, Object>(params);
        all.putAll(scope.params());
        if (people.contains(":limit")) {
            all.put("limit", limit);
        }
        jdbc.sql("""
                        select p.id, p.name, p.sex, p.birth_on, p.identity_enc, p.phone_enc, p.township_code,
                            p.village_code, m.household_id, h.address
                        from (%s) p
                        left join household_member m on m.person_id = p.id and m.left_on is null and m.lives_together
                        left join household h on h.id = m.household_id
                        """.formatted(people))
                .params(all)
                .query((row, n) -> {
                    var id = new PersonId(row.getObject("id", UUID.class));
                    var household = row.getObject("household_id", UUID.class);
                    var birth = row.getDate("birth_on");
                    var sex = row.getInt("sex");
                    return new PersonHit(
                            id,
                            household == null ? null : new HouseholdId(household),
                            row.getString("name"),
                            Arrays.stream(Sex.values())
                                    .filter(each -> each.code() == sex)
                                    .findFirst()
                                    .orElse(Sex.UNKNOWN),
                            birth == null ? null : birth.toLocalDate(),
                            Masks.identity(open(SealedFields.IDENTITY, row.getBytes("identity_enc"))),
                            Masks.phone(open(SealedFields.PHONE, row.getBytes("phone_enc"))),
                            persons.placeName(row.getString("township_code"), row.getString("village_code")),
                            row.getString("address"),
                            null,
                            household == null ? "/persons/" + id : "/households/" + household);
                })
                .list()
                .forEach(hit -> hits.putIfAbsent(hit.person(), hit));
    }

    private @Nullable String open(String field, byte @Nullable [] sealed) {
        return cipher.decryptIfPresent(field, sealed);
    }
}
