package cn.yimen.casefile;

import cn.yimen.protection.BlindIndex;
import cn.yimen.protection.EncryptedColumn;
import cn.yimen.protection.FieldCipher;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** 个案的加密字段 (AU-2). */
@Component
class CaseSecrets {

    private static final String QUERY_CODE = "case_file.query_code";
    private static final String AGENT = "case_file.agent";
    private static final String HARDSHIP = "case_file.hardship";
    private static final String PHONE = "case_file.phone";
    private static final String ASSESSMENT = "case_determination.assessment";

    private final FieldCipher cipher;
    private final BlindIndex index;
    private final SecureRandom random = new SecureRandom();

    CaseSecrets(FieldCipher cipher, BlindIndex index) {
        this.cipher = cipher;
        this.index = index;
    }

    /** Eight digits: typed on any telephone, and guessed by nobody within the tries there are. */
    String newQueryCode() {
        return "%08d".formatted(random.nextInt(100_000_000));
    }

    byte[] queryCode(String plain) {
        return cipher.encrypt(QUERY_CODE, plain);
    }

    String queryCode(byte[] sealed) {
        return cipher.decrypt(QUERY_CODE, sealed);
    }

    /** The code is bound to its number: the same digits of another case have another index. */
    byte[] queryCodeIndex(String receiptNo, String plain) {
        return index.of(QUERY_CODE, receiptNo + "/" + plain);
    }

    byte @Nullable [] agent(@Nullable String json) {
        return cipher.encryptIfPresent(AGENT, json);
    }

    @Nullable
    String agent(byte @Nullable [] sealed) {
        return cipher.decryptIfPresent(AGENT, sealed);
    }

    byte[] hardship(String plain) {
        return cipher.encrypt(HARDSHIP, plain);
    }

    String hardship(byte[] sealed) {
        return cipher.decrypt(HARDSHIP, sealed);
    }

    byte @Nullable [] phone(@Nullable String plain) {
        return cipher.encryptIfPresent(PHONE, plain);
    }

    @Nullable
    String phone(byte @Nullable [] sealed) {
        return cipher.decryptIfPresent(PHONE, sealed);
    }

    /** @param json the whole run; long and repetitive, so it is packed before it is sealed */
    byte[] assessment(String json) {
        return cipher.encrypt(ASSESSMENT, Packed.pack(json));
    }

    String assessment(byte[] sealed) {
        return Packed.unpack(cipher.decrypt(ASSESSMENT, sealed));
    }

    /** For the rotation of keys. */
    @Configuration(proxyBeanMethods = false)
    static class Columns {
        @Bean
        EncryptedColumn caseQueryCodeColumn() {
            return new EncryptedColumn("case_file", "query_code_enc", QUERY_CODE);
        }

        @Bean
        EncryptedColumn caseAgentColumn() {
            return new EncryptedColumn("case_file", "agent_enc", AGENT);
        }

        @Bean
        EncryptedColumn caseHardshipColumn() {
            return new EncryptedColumn("case_file", "hardship_enc", HARDSHIP);
        }

        @Bean
        EncryptedColumn casePhoneColumn() {
            return new EncryptedColumn("case_file", "phone_enc", PHONE);
        }

        @Bean
        EncryptedColumn caseAssessmentColumn() {
            return new EncryptedColumn("case_determination", "assessment_enc", ASSESSMENT);
        }
    }
}
