package cn.yimen.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;

/**
 * 依据:the document and article behind a number, a step or a decision, as it is printed:
 * {@code 最低生活保障审核确认办法(民发〔2021〕57号)第十三条}.
 */
public record LegalBasis(@JsonValue String text) implements Serializable {

    @JsonCreator
    public LegalBasis {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a legal basis names its document");
        }
    }

    public static LegalBasis of(String document, String article) {
        return new LegalBasis(document + article);
    }

    @Override
    public String toString() {
        return text;
    }
}
