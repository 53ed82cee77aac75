package cn.yimen.identity;

/** 岗位角色: what a post allows (requirements, roles table). The authority of Spring Security is {@code ROLE_} + name. */
public enum Role {
    WINDOW_CLERK("窗口经办", Reach.TOWNSHIP),
    TOWNSHIP_REVIEWER("乡镇审核", Reach.TOWNSHIP),
    VILLAGE_ASSISTANT("信息员", Reach.VILLAGE),
    HELPER("结对帮扶人", Reach.HOUSEHOLDS),
    LIAISON("部门联络员", Reach.DEPARTMENT),
    CHARITY("社会组织", Reach.REFERRED),
    BUREAU_OFFICER("民政经办", Reach.DISTRICT),
    BUREAU_APPROVER("民政审批", Reach.DISTRICT),
    SUPERVISOR("监督", Reach.DISTRICT),
    ADMINISTRATOR("管理员", Reach.NO_CASES);

    /** 数据范围的种类: how far a post sees. */
    public enum Reach {
        /** one township and its villages */
        TOWNSHIP,
        /** one village */
        VILLAGE,
        /** only the households the helper is paired with */
        HOUSEHOLDS,
        /** only what was referred to the department */
        DEPARTMENT,
        /** only needs passed on to the organisation */
        REFERRED,
        /** everything */
        DISTRICT,
        /** no contents of cases at all */
        NO_CASES
    }

    private final String words;
    private final Reach reach;

    Role(String words, Reach reach) {
        this.words = words;
        this.reach = reach;
    }

    /** The official Chinese name. */
    public String words() {
        return words;
    }

    public Reach reach() {
        return reach;
    }

    /** The name Spring Security knows the role by. */
    public String authority() {
        return "ROLE_" + name();
    }
}
