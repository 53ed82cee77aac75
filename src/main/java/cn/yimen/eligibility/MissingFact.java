package cn.yimen.eligibility;

import java.io.Serializable;

/**
 * 缺的信息: what must be asked before a scheme can be judged.
 *
 * @param field key of the form's field: {@code area}, {@code members}, {@code incomes}, {@code properties}, {@code supporters},
 *     {@code members[k].birthDate}, {@code members[k].selfCare}, {@code members[k].institutional}, {@code incomes[k].amount},
 *     {@code properties[k].exempted}, {@code properties[k].floorArea}, {@code supporters[k].income}, {@code
 *     supporters[k].property}, {@code emergency.months}; {@code k} is the row's key
 * @param words for people: 「母的出生日期」
 */
public record MissingFact(String field, String words) implements Serializable {}
