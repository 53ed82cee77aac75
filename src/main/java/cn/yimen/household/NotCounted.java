package cn.yimen.household;

import java.time.LocalDate;
import java.util.Map;

/** 不计入的收入项目: the policy above says which incomes do not count on a day, and by which rule (HH-3). */
public interface NotCounted {

    /** The items that do not count, each with its legal basis in words; none for a day without parameters. */
    Map<IncomeItem, String> on(LocalDate day);
}
