package cn.yimen.verification;

import cn.yimen.protection.BlindIndex;
import cn.yimen.protection.EncryptedColumn;
import cn.yimen.protection.FieldCipher;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** 受保护的内容 of this module: what departments tell and what officers write about people. */
@Component
class Sealed {

    static final String RECORD = "verification_record.words";
    static final String MATCH = "verification_match.reason";
    static final String REQUEST = "verification_request.note";
    static final String FINDING = "verification_finding.verified";
    static final String DISPOSITION = "verification_disposition.reason";
    static final String REPORT = "verification_report.content";
    static final String EXCEPTION = "verification_exception.reason";
    static final String DIFFERENCE = "verification_difference.reason";
    private static final String ROW = "verification_record.row";

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final FieldCipher cipher;
    private final BlindIndex index;

    Sealed(FieldCipher cipher, BlindIndex index) {
        this.cipher = cipher;
        this.index = index;
    }

    byte[] seal(String field, String plain) {
        return cipher.encrypt(field, plain);
    }

    @Nullable
    String open(String field, byte @Nullable [] sealed) {
        return cipher.decryptIfPresent(field, sealed);
    }

    /** The identity number and the words of a record, together. */
    byte @Nullable [] words(@Nullable String identity, Map<String, String> words) {
        if (identity == null && words.isEmpty()) {
            return null;
        }
        var all = new LinkedHashMap<String, String>(words);
        if (identity != null) {
            all.put("identity", identity);
        }
        return cipher.encrypt(RECORD, JSON.writeValueAsString(all));
    }

    Map<String, String> words(byte @Nullable [] sealed) {
        var words = new LinkedHashMap<String, String>();
        var plain = cipher.decryptIfPresent(RECORD, sealed);
        if (plain != null) {
            JSON.readTree(plain)
                    .properties()
                    .forEach(each -> words.put(each.getKey(), each.getValue().asString()));
        }
        return words;
    }

    /** The same for the same content of the same source for ever. */
    byte[] rowKey(String content) {
        return index.of(ROW, content);
    }

    @Configuration(proxyBeanMethods = false)
    static class Columns {

        @Bean
        EncryptedColumn verificationRecordWords() {
            return new EncryptedColumn("verification_record", "words_enc", RECORD);
        }

        @Bean
        EncryptedColumn verificationMatchReason() {
            return new EncryptedColumn("verification_match", "reason_enc", MATCH);
        }

        @Bean
        EncryptedColumn verificationRequestNote() {
            return new EncryptedColumn("verification_request", "note_enc", REQUEST);
        }

        @Bean
        EncryptedColumn verificationFindingVerified() {
            return new EncryptedColumn("verification_finding", "verified_enc", FINDING);
        }

        @Bean
        EncryptedColumn verificationDispositionReason() {
            return new EncryptedColumn("verification_disposition", "reason_enc", DISPOSITION);
        }

        @Bean
        EncryptedColumn verificationReportContent() {
            return new EncryptedColumn("verification_report", "content_enc", REPORT);
        }

        @Bean
        EncryptedColumn verificationExceptionReason() {
            return new EncryptedColumn("verification_exception", "reason_enc", EXCEPTION);
        }

        @Bean
        EncryptedColumn verificationDifferenceReason() {
            return new EncryptedColumn("verification_difference", "reason_enc", DIFFERENCE);
        }
    }
}
