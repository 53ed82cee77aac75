package cn.yimen.household;

import cn.yimen.protection.EncryptedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 受保护字段: the names the ciphertexts are bound to, and the columns a key rotation works through. */
@Configuration(proxyBeanMethods = false)
class SealedFields {

    static final String IDENTITY = "person.identity";
    static final String PHONE = "person.phone";
    static final String CARD = "person.card";
    static final String HEALTH = "person.health";
    static final String SUPPORTER = "household_supporter.private";

    @Bean
    EncryptedColumn personIdentity() {
        return new EncryptedColumn("person", "identity_enc", IDENTITY);
    }

    @Bean
    EncryptedColumn personPhone() {
        return new EncryptedColumn("person", "phone_enc", PHONE);
    }

    @Bean
    EncryptedColumn personCard() {
        return new EncryptedColumn("person", "card_enc", CARD);
    }

    @Bean
    EncryptedColumn personHealth() {
        return new EncryptedColumn("person", "health_enc", HEALTH);
    }

    @Bean
    EncryptedColumn supporterPrivate() {
        return new EncryptedColumn("household_supporter", "private_enc", SUPPORTER);
    }

    @Bean
    EncryptedColumn personHistoryIdentity() {
        return new EncryptedColumn("person_history", "identity_enc", IDENTITY);
    }

    @Bean
    EncryptedColumn personHistoryPhone() {
        return new EncryptedColumn("person_history", "phone_enc", PHONE);
    }

    @Bean
    EncryptedColumn personHistoryCard() {
        return new EncryptedColumn("person_history", "card_enc", CARD);
    }

    @Bean
    EncryptedColumn personHistoryHealth() {
        return new EncryptedColumn("person_history", "health_enc", HEALTH);
    }

    @Bean
    EncryptedColumn supporterHistoryPrivate() {
        return new EncryptedColumn("household_supporter_history", "private_enc", SUPPORTER);
    }
}
