package cn.yimen.household;

import java.io.Serializable;

/**
 * 残疾类别与等级, as on the card (GB/T 26341).
 *
 * @param grade 1 (most severe) to 4
 */
public record Disability(Category category, int grade) implements Serializable {

    /** 残疾类别, in the order of GB/T 26341. */
    public enum Category {
        VISUAL("视力"),
        HEARING("听力"),
        SPEECH("言语"),
        PHYSICAL("肢体"),
        INTELLECTUAL("智力"),
        MENTAL("精神"),
        MULTIPLE("多重");

        private final String label;

        Category(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        /** The code of GB/T 26341, 1 to 7. */
        public int code() {
            return ordinal() + 1;
        }

        /** @throws IllegalArgumentException if there is no such code */
        public static Category ofCode(int code) {
            if (code < 1 || code > values().length) {
                throw new IllegalArgumentException("no disability category of GB/T 26341: " + code);
            }
            return values()[code - 1];
        }
    }

    public Disability {
        if (grade < 1 || grade > 4) {
            throw new IllegalArgumentException("a disability grade is 1 to 4: " + grade);
        }
    }

    /** {@code 肢体残疾二级}. */
    public String words() {
        return category.label() + "残疾" + "一二三四".charAt(grade - 1) + "级";
    }
}
