package cn.yimen.approval;

/** 有专门页面的办法: the others get the page that asks for a reason only. A bean for each. */
public interface WayPage {

    Way way();

    /** Where it is done; holds no personal data. */
    String url(ApplicationId id);
}
