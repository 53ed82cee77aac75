package cn.yimen.notice;

import cn.yimen.protection.EncryptedColumn;
import cn.yimen.protection.FieldCipher;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** 加密字段 (AU-2): what is said against a notice, by whom, and the answer. */
@Component
class NoticeSecrets {

    private static final String CONTENT = "notice_objection.content";
    private static final String NAME = "notice_objection.name";
    private static final String PHONE = "notice_objection.phone";
    private static final String REASON = "notice_objection.reason";

    private final FieldCipher cipher;

    NoticeSecrets(FieldCipher cipher) {
        this.cipher = cipher;
    }

    byte[] sealContent(String words) {
        return cipher.encrypt(CONTENT, words);
    }

    String content(byte[] sealed) {
        return cipher.decrypt(CONTENT, sealed);
    }

    byte @Nullable [] sealName(@Nullable String name) {
        return cipher.encryptIfPresent(NAME, name);
    }

    @Nullable
    String name(byte @Nullable [] sealed) {
        return cipher.decryptIfPresent(NAME, sealed);
    }

    byte @Nullable [] sealPhone(@Nullable String phone) {
        return cipher.encryptIfPresent(PHONE, phone);
    }

    @Nullable
    String phone(byte @Nullable [] sealed) {
        return cipher.decryptIfPresent(PHONE, sealed);
    }

    byte[] sealReason(String words) {
        return cipher.encrypt(REASON, words);
    }

    @Nullable
    String reason(byte @Nullable [] sealed) {
        return cipher.decryptIfPresent(REASON, sealed);
    }

    /** For the rotation of keys. */
    @Configuration(proxyBeanMethods = false)
    static class Columns {
        @Bean
        EncryptedColumn objectionContentColumn() {
            return new EncryptedColumn("notice_objection", "content_enc", CONTENT);
        }

        @Bean
        EncryptedColumn objectionNameColumn() {
            return new EncryptedColumn("notice_objection", "name_enc", NAME);
        }

        @Bean
        EncryptedColumn objectionPhoneColumn() {
            return new EncryptedColumn("notice_objection", "phone_enc", PHONE);
        }

        @Bean
        EncryptedColumn objectionReasonColumn() {
            return new EncryptedColumn("notice_objection", "reason_enc", REASON);
        }
    }
}
