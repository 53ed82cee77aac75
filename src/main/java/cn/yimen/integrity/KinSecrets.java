package cn.yimen.integrity;

import cn.yimen.household.Masks;
import cn.yimen.kernel.ResidentId;
import cn.yimen.protection.BlindIndex;
import cn.yimen.protection.EncryptedColumn;
import cn.yimen.protection.FieldCipher;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** 备案的加密字段 (AU-2): identity numbers of cadres and relatives, found by the digest of the register of persons. */
@Component
class KinSecrets {

    private static final String PERSON = "person.identity";
    private static final String CADRE = "kin_cadre.identity";
    private static final String LINK = "kin_link.identity";

    private final FieldCipher cipher;
    private final BlindIndex index;

    KinSecrets(FieldCipher cipher, BlindIndex index) {
        this.cipher = cipher;
        this.index = index;
    }

    byte[] index(ResidentId number) {
        return index.of(PERSON, number.value());
    }

    byte[] cadre(ResidentId number) {
        return cipher.encrypt(CADRE, number.value());
    }

    byte[] link(ResidentId number) {
        return cipher.encrypt(LINK, number.value());
    }

    String maskedCadre(byte @Nullable [] sealed) {
        return sealed == null ? "—" : Masks.identity(cipher.decrypt(CADRE, sealed));
    }

    String maskedLink(byte[] sealed) {
        return Masks.identity(cipher.decrypt(LINK, sealed));
    }

    /** For the rotation of keys. */
    @Configuration(proxyBeanMethods = false)
    static class Columns {
        @Bean
        EncryptedColumn kinCadreIdentityColumn() {
            return new EncryptedColumn("kin_cadre", "identity_enc", CADRE);
        }

        @Bean
        EncryptedColumn kinLinkIdentityColumn() {
            return new EncryptedColumn("kin_link", "identity_enc", LINK);
        }
    }
}
