package cn.yimen.intake;

import cn.yimen.protection.EncryptedColumn;
import cn.yimen.protection.EncryptedText;
import cn.yimen.protection.FieldCipher;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/** 预约人的电话, sealed (AU-2). */
@Component
class AppointmentPhone extends EncryptedText {

    private static final String FIELD = "appointment.phone";

    AppointmentPhone(FieldCipher cipher) {
        super(cipher, FIELD);
    }

    @Bean
    static EncryptedColumn appointmentPhoneColumn() {
        return new EncryptedColumn("appointment", "phone_enc", FIELD);
    }
}
