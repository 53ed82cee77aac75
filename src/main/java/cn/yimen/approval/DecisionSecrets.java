package cn.yimen.approval;

import cn.yimen.protection.EncryptedColumn;
import cn.yimen.protection.FieldCipher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** 加密字段 (AU-2): the contents of an issued paper name numbers, illness and money. */
@Component
class DecisionSecrets {

    private static final String PAPER = "decision_paper.content";

    private final FieldCipher cipher;

    DecisionSecrets(FieldCipher cipher) {
        this.cipher = cipher;
    }

    byte[] paper(String json) {
        return cipher.encrypt(PAPER, json);
    }

    String paper(byte[] sealed) {
        return cipher.decrypt(PAPER, sealed);
    }

    /** For the rotation of keys. */
    @Configuration(proxyBeanMethods = false)
    static class Columns {
        @Bean
        EncryptedColumn decisionPaperColumn() {
            return new EncryptedColumn("decision_paper", "content_enc", PAPER);
        }
    }
}
