package cn.yimen.household;

/** 与户主关系, as far as the law of support distinguishes it; the detailed code is GB/T 4761. */
public enum Relation {
    HEAD("本人"),
    SPOUSE("配偶"),
    CHILD("子女"),
    CHILD_IN_LAW("儿媳、女婿"),
    GRANDCHILD("孙子女、外孙子女"),
    PARENT("父母"),
    PARENT_IN_LAW("公婆、岳父母"),
    GRANDPARENT("祖父母、外祖父母"),
    SIBLING("兄弟姐妹"),
    OTHER_KIN("其他亲属"),
    NO_KIN("非亲属");

    private final String label;

    Relation(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /**
     * Reads the two-digit code of GB/T 4761.
     *
     * @throws IllegalArgumentException if there is no such code
     */
    public static Relation ofCode(String code) {
        if (!code.matches("\\d\\d") || code.equals("00")) {
            throw new IllegalArgumentException("no relation of GB/T 4761: " + code);
        }
        int number = Integer.parseInt(code);
        if (number == 28 || number == 38) {
            return CHILD_IN_LAW;
        }
        if (number >= 53 && number <= 56) {
            return PARENT_IN_LAW;
        }
        if (number == 98 || number == 99) {
            return NO_KIN;
        }
        return switch (number / 10) {
            case 0 -> HEAD;
            case 1 -> SPOUSE;
            case 2, 3 -> CHILD;
            case 4 -> number == 45 || number == 46 ? OTHER_KIN : GRANDCHILD;
            case 5 -> PARENT;
            case 6 -> number == 65 || number == 68 ? OTHER_KIN : GRANDPARENT;
            case 7 ->
                switch (number) {
                    case 72, 74, 76, 78 -> OTHER_KIN;
                    default -> SIBLING;
                };
            default -> OTHER_KIN;
        };
    }
}
