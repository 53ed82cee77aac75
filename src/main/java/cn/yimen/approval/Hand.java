package cn.yimen.approval;

import java.time.Instant;
import java.util.UUID;

/** 经手人: who had which part in which round. */
public record Hand(int round, UUID officer, String name, Part part, Instant at) {}
