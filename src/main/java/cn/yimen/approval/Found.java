package cn.yimen.approval;

import cn.yimen.household.ExpenseKind;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.PropertyKind;
import cn.yimen.household.SelfCareItem;
import cn.yimen.kernel.Money;
import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * 核实的一行: what was found in place of the declared value of a line, or beside all of them. Kept sealed as JSON.
 *
 * @param what whose and what, as it was called then
 * @param declared in words; 「未申报」 for what nobody had declared
 * @param words the found value in words
 * @param amount of an amount
 * @param area in hundredths of a square metre
 * @param choice {@code TOGETHER}, {@code APART}, {@code GONE}, {@code THERE}, the use of a vehicle, or why somebody is absent
 * @param added what nobody had declared; null for a line of the declaration
 * @param failed 自理能力: the indicators not passed; null unless that was assessed
 */
public record Found(
        String what,
        String declared,
        String words,
        @Nullable Money amount,
        @Nullable Integer area,
        @Nullable String choice,
        @Nullable Added added,
        @Nullable Set<SelfCareItem> failed)
        implements Serializable {

    static final String TOGETHER = "TOGETHER";
    static final String APART = "APART";
    static final String GONE = "GONE";
    static final String THERE = "THERE";

    /**
     * 未申报的一项.
     *
     * @param person whose; null for the household's
     */
    public record Added(
            FactLine.Kind kind,
            @Nullable String person,
            @Nullable IncomeItem income,
            Income.@Nullable Per per,
            @Nullable PropertyKind property,
            @Nullable ExpenseKind expense)
            implements Serializable {}

    static Found amount(FactLine line, Money amount, String words) {
        return new Found(line.what(), line.declared(), words, amount, null, null, null, null);
    }

    static Found area(FactLine line, int hundredths, String words) {
        return new Found(line.what(), line.declared(), words, null, hundredths, null, null, null);
    }

    static Found choice(FactLine line, String choice, String words) {
        return new Found(line.what(), line.declared(), words, null, null, choice, null, null);
    }

    static Found selfCare(String what, Set<SelfCareItem> failed, String words) {
        return new Found(what, "未评估", words, null, null, null, null, Set.copyOf(failed));
    }

    /** The same as something nobody had declared. */
    Found asAdded(Added added) {
        return new Found(what, declared, words, amount, area, choice, added, failed);
    }

    /** Without the contents: it must not come into a log by accident. */
    @Override
    public String toString() {
        return "Found[…]";
    }
}
