package cn.yimen.referral;

import cn.yimen.protection.EncryptedColumn;
import cn.yimen.protection.FieldCipher;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** 加密字段 (AU-2): what was told to the department, and free words, which may tell of an illness. */
@Component
class ReferralSecrets {

    private static final String FACTS = "referral.facts";
    private static final String AWAITING = "referral.awaiting";
    private static final String WORDS = "referral_event.words";
    private static final String URGED = "urging.words";
    private static final String ANSWER = "urging.answer";

    private final FieldCipher cipher;

    ReferralSecrets(FieldCipher cipher) {
        this.cipher = cipher;
    }

    byte @Nullable [] sealFacts(@Nullable String json) {
        return cipher.encryptIfPresent(FACTS, json);
    }

    @Nullable
    String facts(byte @Nullable [] sealed) {
        return cipher.decryptIfPresent(FACTS, sealed);
    }

    byte @Nullable [] sealAwaiting(@Nullable String words) {
        return cipher.encryptIfPresent(AWAITING, words);
    }

    @Nullable
    String awaiting(byte @Nullable [] sealed) {
        return cipher.decryptIfPresent(AWAITING, sealed);
    }

    byte @Nullable [] sealWords(@Nullable String words) {
        return cipher.encryptIfPresent(WORDS, words);
    }

    @Nullable
    String words(byte @Nullable [] sealed) {
        return cipher.decryptIfPresent(WORDS, sealed);
    }

    byte[] sealUrging(String words) {
        return cipher.encrypt(URGED, words);
    }

    String urging(byte[] sealed) {
        return cipher.decrypt(URGED, sealed);
    }

    byte[] sealAnswer(String words) {
        return cipher.encrypt(ANSWER, words);
    }

    @Nullable
    String answer(byte @Nullable [] sealed) {
        return cipher.decryptIfPresent(ANSWER, sealed);
    }

    /** For the rotation of keys. */
    @Configuration(proxyBeanMethods = false)
    static class Columns {
        @Bean
        EncryptedColumn referralFactsColumn() {
            return new EncryptedColumn("referral", "facts_enc", FACTS);
        }

        @Bean
        EncryptedColumn referralAwaitingColumn() {
            return new EncryptedColumn("referral", "awaiting_enc", AWAITING);
        }

        @Bean
        EncryptedColumn referralEventWordsColumn() {
            return new EncryptedColumn("referral_event", "words_enc", WORDS);
        }

        @Bean
        EncryptedColumn urgingWordsColumn() {
            return new EncryptedColumn("urging", "words_enc", URGED);
        }

        @Bean
        EncryptedColumn urgingAnswerColumn() {
            return new EncryptedColumn("urging", "answer_enc", ANSWER);
        }
    }
}
