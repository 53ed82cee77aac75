package cn.yimen.integrity;

import cn.yimen.protection.EncryptedColumn;
import cn.yimen.protection.FieldCipher;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** 失信名单的加密字段 (AU-2): what somebody is said to have done, and what they answer. */
@Component
class ListingSecrets {

    private static final String FACTS = "blacklist_entry.facts";
    private static final String WORDS = "blacklist_event.words";
    private static final String FINDING = "blacklist_check.finding";

    private final FieldCipher cipher;

    ListingSecrets(FieldCipher cipher) {
        this.cipher = cipher;
    }

    byte[] sealFacts(String plain) {
        return cipher.encrypt(FACTS, plain);
    }

    String facts(byte[] sealed) {
        return cipher.decrypt(FACTS, sealed);
    }

    byte @Nullable [] sealWords(@Nullable String plain) {
        return cipher.encryptIfPresent(WORDS, plain);
    }

    @Nullable
    String words(byte @Nullable [] sealed) {
        return cipher.decryptIfPresent(WORDS, sealed);
    }

    byte[] sealFinding(String plain) {
        return cipher.encrypt(FINDING, plain);
    }

    String finding(byte[] sealed) {
        return cipher.decrypt(FINDING, sealed);
    }

    /** For the rotation of keys. */
    @Configuration(proxyBeanMethods = false)
    static class Columns {
        @Bean
        EncryptedColumn blacklistFactsColumn() {
            return new EncryptedColumn("blacklist_entry", "facts_enc", FACTS);
        }

        @Bean
        EncryptedColumn blacklistWordsColumn() {
            return new EncryptedColumn("blacklist_event", "words_enc", WORDS);
        }

        @Bean
        EncryptedColumn blacklistFindingColumn() {
            return new EncryptedColumn("blacklist_check", "finding_enc", FINDING);
        }
    }
}
