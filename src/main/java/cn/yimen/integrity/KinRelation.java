package cn.yimen.integrity;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** 近亲属关系: what the relative is to the holder of the post. Which of them count is the parameter {@code nearKin.relations}. */
public enum KinRelation {
    SPOUSE("配偶"),
    PARENT("父母"),
    CHILD("子女"),
    SIBLING("兄弟姐妹"),
    GRANDPARENT("祖父母、外祖父母"),
    GRANDCHILD("孙子女、外孙子女"),
    IN_LAW("姻亲"),
    COLLATERAL("三代以内旁系血亲"),
    /** The holder of the post himself is of the household. */
    SELF("本人");

    private final String words;

    KinRelation(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** The relation of a code; empty for one a later parameter may name. */
    static Optional<KinRelation> of(String code) {
        return Arrays.stream(values()).filter(each -> each.name().equals(code)).findFirst();
    }

    /** Those of the parameter, in the order of this list. */
    static List<KinRelation> counted(Collection<String> codes) {
        return Arrays.stream(values())
                .filter(each -> each != SELF && codes.contains(each.name()))
                .toList();
    }
}
