package cn.yimen.household;

import java.util.List;

/**
 * 查重结果 for somebody outside the asking officer's scope: that the person is on record, in which township, and what is
 * open; nothing else.
 *
 * @param openItems names of catalogue items that are open or in benefit
 */
public record Elsewhere(String townshipName, List<String> openItems) {}
