package cn.yimen.integrity;

import cn.yimen.casefile.CaseId;

/** 已作近亲属备案: from now on the bureau visits by itself and a second person confirms. In the transaction that files it. */
public record KinFiled(CaseId caseId) {}
