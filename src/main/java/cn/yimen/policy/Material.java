package cn.yimen.policy;

/**
 * 申请材料.
 *
 * @param code the same paper has the same code in every item, so that it is asked for once (IN-5)
 * @param how where and how to get it; may be empty
 * @param when in which cases it is wanted; empty when always
 */
public record Material(String code, String name, String how, Source source, String when) {

    /** 材料由谁提供. */
    public enum Source {
        APPLICANT("申请人提供"),
        /** 系统已有或能由部门数据核对 */
        SHARED("可共享，免交"),
        WINDOW("窗口打印，当场填写");

        private final String words;

        Source(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** Whether the system or a department's data has it, so that it is not asked for. */
    public boolean shared() {
        return source == Source.SHARED;
    }

    public boolean always() {
        return when.isEmpty();
    }
}
