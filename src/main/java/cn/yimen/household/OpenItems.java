package cn.yimen.household;

import java.util.List;

/** 在办事项的来源: what modules above know of a person for the duplicate guard (IN-8). */
public interface OpenItems {

    /** Names of catalogue items that are open or in benefit for the person, without any detail. */
    List<String> openItems(PersonId person);
}
