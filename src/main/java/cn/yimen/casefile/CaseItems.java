package cn.yimen.casefile;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;

/** The catalogue as the case module reads it. */
interface CaseItems {

    /**
     * The items by code as they are on a day.
     *
     * @throws java.util.NoSuchElementException if one of them is not in the catalogue on that day
     */
    Map<String, CaseItem> on(LocalDate day, Collection<String> codes);
}
