package cn.yimen.approval;

import cn.yimen.protection.EncryptedColumn;
import cn.yimen.protection.FieldCipher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** 加密字段 (AU-2): what happened may tell of an illness. */
@Component
class UrgentSecrets {

    private static final String STORY = "urgent_aid.story";

    private final FieldCipher cipher;

    UrgentSecrets(FieldCipher cipher) {
        this.cipher = cipher;
    }

    byte[] sealStory(String words) {
        return cipher.encrypt(STORY, words);
    }

    String story(byte[] sealed) {
        return cipher.decrypt(STORY, sealed);
    }

    /** For the rotation of keys. */
    @Configuration(proxyBeanMethods = false)
    static class Columns {
        @Bean
        EncryptedColumn urgentAidStoryColumn() {
            return new EncryptedColumn("urgent_aid", "story_enc", STORY);
        }
    }
}
