package cn.yimen.task;

/**
 * 待办计数. {@code over + today + later = all}.
 *
 * @param today still to be done today, not over yet
 * @param later the rest, also what is paused or has no limit
 * @param done what the officer has done today
 */
public record TaskCounters(long all, long over, long today, long later, long done) {

    public long of(TaskFilter filter) {
        return switch (filter) {
            case ALL -> all;
            case OVER -> over;
            case TODAY -> today;
            case LATER -> later;
            case DONE -> done;
        };
    }
}
