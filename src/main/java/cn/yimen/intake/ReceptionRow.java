package cn.yimen.intake;

/**
 * 接待台账的一行.
 *
 * @param clerk name of the clerk who has it or answered it
 * @param firstClerk name of the clerk of first contact
 * @param over whether the limit is broken, at the moment of reading
 * @param minutes how long it took or has taken, whole minutes begun
 */
public record ReceptionRow(Reception reception, String clerk, String firstClerk, boolean over, long minutes) {}
