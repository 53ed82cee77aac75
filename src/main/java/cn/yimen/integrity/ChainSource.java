package cn.yimen.integrity;

import java.util.List;

/** 责任链的来源: implemented by whoever knows who did what (approval, verification, notice, ledger, benefit). */
public interface ChainSource {

    /** In any order. Whoever asks has seen to it that the reader may see the case. */
    List<ChainLink> of(ChainSubject subject);
}
