package cn.yimen.approval;

import cn.yimen.protection.Digest;
import cn.yimen.protection.EncryptedColumn;
import cn.yimen.protection.FieldCipher;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** 加密字段 (AU-2): what was found in a household, what was said of it, and the reasons, which tell of illness and money. */
@Component
class SurveySecrets {

    private static final String INVESTIGATION = "investigation.content";
    private static final String FOUND = "verified_fact.found";
    private static final String APPRAISAL = "appraisal.content";
    private static final String REASONS = "opinion.reasons";
    private static final String ASSESSMENT = "opinion.assessment";

    private final FieldCipher cipher;

    SurveySecrets(FieldCipher cipher) {
        this.cipher = cipher;
    }

    byte[] investigation(String json) {
        return cipher.encrypt(INVESTIGATION, json);
    }

    @Nullable
    String investigation(byte @Nullable [] sealed) {
        return cipher.decryptIfPresent(INVESTIGATION, sealed);
    }

    byte[] found(String json) {
        return cipher.encrypt(FOUND, json);
    }

    String found(byte[] sealed) {
        return cipher.decrypt(FOUND, sealed);
    }

    byte[] appraisal(String json) {
        return cipher.encrypt(APPRAISAL, json);
    }

    @Nullable
    String appraisal(byte @Nullable [] sealed) {
        return cipher.decryptIfPresent(APPRAISAL, sealed);
    }

    byte[] reasons(String words) {
        return cipher.encrypt(REASONS, words);
    }

    String reasons(byte[] sealed) {
        return cipher.decrypt(REASONS, sealed);
    }

    byte[] assessment(String json) {
        return cipher.encrypt(ASSESSMENT, json);
    }

    String assessment(byte[] sealed) {
        return cipher.decrypt(ASSESSMENT, sealed);
    }

    /** 摘要: what was signed, what an opinion rests on. */
    static byte[] digest(String text) {
        return Digest.sha256(text);
    }

    /** For the rotation of keys. */
    @Configuration(proxyBeanMethods = false)
    static class Columns {
        @Bean
        EncryptedColumn investigationContentColumn() {
            return new EncryptedColumn("investigation", "content_enc", INVESTIGATION);
        }

        @Bean
        EncryptedColumn verifiedFactFoundColumn() {
            return new EncryptedColumn("verified_fact", "found_enc", FOUND);
        }

        @Bean
        EncryptedColumn appraisalContentColumn() {
            return new EncryptedColumn("appraisal", "content_enc", APPRAISAL);
        }

        @Bean
        EncryptedColumn opinionReasonsColumn() {
            return new EncryptedColumn("opinion", "reasons_enc", REASONS);
        }

        @Bean
        EncryptedColumn complaintContentColumn() {
            return new EncryptedColumn("application_complaint", "content_enc", REASONS);
        }

        @Bean
        EncryptedColumn complaintReasonColumn() {
            return new EncryptedColumn("application_complaint", "reason_enc", REASONS);
        }

        @Bean
        EncryptedColumn applicationFindingReasonColumn() {
            return new EncryptedColumn("application_finding", "reason_enc", REASONS);
        }

        @Bean
        EncryptedColumn opinionAssessmentColumn() {
            return new EncryptedColumn("opinion", "assessment_enc", ASSESSMENT);
        }
    }
}
