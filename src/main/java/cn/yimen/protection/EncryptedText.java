package cn.yimen.protection;

import jakarta.persistence.AttributeConverter;
import org.jspecify.annotations.Nullable;

/**
 * 加密字段: keeps an entity plain. A module makes one subclass for each column, so that the ciphertext is bound to it:
 *
 * <pre>{@code
 * @Component class ContactPhone extends EncryptedText {
 *     ContactPhone(FieldCipher cipher) { super(cipher, "intake.phone"); }
 * }
 * @Convert(converter = ContactPhone.class) @Column(name = "phone_enc") private @Nullable String phone;
 * }</pre>
 */
public abstract class EncryptedText implements AttributeConverter<@Nullable String, byte @Nullable []> {

    private final FieldCipher cipher;
    private final String field;

    protected EncryptedText(FieldCipher cipher, String field) {
        this.cipher = cipher;
        this.field = field;
    }

    @Override
    public byte @Nullable [] convertToDatabaseColumn(@Nullable String plain) {
        return cipher.encryptIfPresent(field, plain);
    }

    @Override
    public @Nullable String convertToEntityAttribute(byte @Nullable [] sealed) {
        return cipher.decryptIfPresent(field, sealed);
    }
}
