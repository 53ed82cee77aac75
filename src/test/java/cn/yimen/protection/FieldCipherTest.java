package cn.yimen.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** AU-2: what is personal is under SM4-GCM, found by HMAC-SM3, and the keys can change. */
class FieldCipherTest {

    private static final String ONE = "1:AAECAwQFBgcICQoLDA0ODw==";
    private static final String TWO = "2:EBESExQVFhcYGRobHB0eHw==";
    private static final String NUMBER = "52049919600101001X";

    private final KeyRing ring = new KeyRing(List.of(ONE), null, null);
    private final FieldCipher cipher = new FieldCipher(ring);
    private final BlindIndex index = new BlindIndex(ring);

    @Test
    void opensWhatItSealedAndSealsTheSameTextDifferently() {
        var first = cipher.encrypt("person.identity", NUMBER);
        var second = cipher.encrypt("person.identity", NUMBER);

        assertThat(cipher.decrypt("person.identity", first)).isEqualTo(NUMBER);
        assertThat(cipher.decrypt("person.identity", second)).isEqualTo(NUMBER);
        assertThat(first).isNotEqualTo(second).hasSize(1 + 12 + 18 + 16);
        assertThat(new String(first, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("19600101");
        for (var text : List.of("", "𠮷㛃·", "尿毒症,每周透析三次", "x".repeat(5000))) {
            assertThat(cipher.decrypt("a.b", cipher.encrypt("a.b", text))).isEqualTo(text);
        }
    }

    /** RFC 8998 A.1: SM4-GCM with 128-bit tag; the key ring must be the national cipher and no other. */
    @Test
    void isTheCipherOfTheStandard() throws Exception {
        var hex = HexFormat.of();
        var gcm = org.bouncycastle.crypto.modes.GCMBlockCipher.newInstance(
                new org.bouncycastle.crypto.engines.SM4Engine());
        gcm.init(
                true,
                new org.bouncycastle.crypto.params.AEADParameters(
                        new org.bouncycastle.crypto.params.KeyParameter(
                                hex.parseHex("0123456789abcdeffedcba9876543210")),
                        128,
                        hex.parseHex("00001234567800000000abcd"),
                        hex.parseHex("feedfacedeadbeeffeedfacedeadbeefabaddad2")));
        var plain = hex.parseHex("aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                + "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa");
        var out = new byte[plain.length + 16];
        var n = gcm.processBytes(plain, 0, plain.length, out, 0);
        gcm.doFinal(out, n);
        assertThat(hex.formatHex(out))
                .isEqualTo("17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
                        + "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
                        + "83de3541e4c2b58177e065a9bf7b62ec");
    }

    @Test
    void doesNotOpenInAnotherFieldNorAfterAnyChange() {
        var sealed = cipher.encrypt("person.phone", "13900001234");

        assertThatExceptionOfType(FieldCipher.Unreadable.class)
                .isThrownBy(() -> cipher.decrypt("person.card", sealed))
                .withMessageNotContaining("1390");
        for (var i = 0; i < sealed.length; i++) {
            var altered = sealed.clone();
            altered[i] ^= 1;
            assertThatExceptionOfType(FieldCipher.Unreadable.class)
                    .isThrownBy(() -> cipher.decrypt("person.phone", altered));
            var cut = Arrays.copyOf(sealed, i);
            assertThatExceptionOfType(FieldCipher.Unreadable.class)
                    .isThrownBy(() -> cipher.decrypt("person.phone", cut));
        }
    }

    @Test
    void indexIsTheSameForTheSameValueOnlyWithinItsField() {
        assertThat(index.of("person.identity", NUMBER))
                .isEqualTo(index.of("person.identity", NUMBER))
                .isNotEqualTo(index.of("person.phone", NUMBER))
                .isNotEqualTo(new BlindIndex(new KeyRing(List.of(), "A".repeat(43) + "=", null))
                        .of("person.identity", NUMBER))
                .hasSize(16);
    }

    /** The order of a rotation: both keys everywhere, then the new one writes; readers and writers never stop. */
    @Test
    void keysChangeWhileReadsAndWritesGoOn() throws Exception {
        var stop = new AtomicBoolean();
        var rounds = new AtomicInteger();
        var failures = new java.util.concurrent.ConcurrentLinkedQueue<Throwable>();
        var threads = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> {
                    while (!stop.get()) {
                        try {
                            assertThat(cipher.decrypt("f", cipher.encrypt("f", NUMBER)))
                                    .isEqualTo(NUMBER);
                        } catch (Throwable e) {
                            failures.add(e);
                        }
                        rounds.incrementAndGet();
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        var old = cipher.encrypt("f", "old");
        awaitMore(rounds);
        ring.use(List.of(ONE, TWO));
        awaitMore(rounds);
        ring.use(List.of(TWO, ONE));
        awaitMore(rounds);
        stop.set(true);
        for (var thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(FieldCipher.versionOf(old)).isEqualTo(1);
        assertThat(FieldCipher.versionOf(cipher.encrypt("f", "new"))).isEqualTo(2);
        assertThat(cipher.decrypt("f", old)).isEqualTo("old");
    }

    private static void awaitMore(AtomicInteger rounds) {
        var before = rounds.get();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> rounds.get() > before + 100);
    }

    @Test
    void aWrongSettingIsNamedWithoutItsValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyRing(List.of("1:AAEC"), null, null))
                .withMessageContaining("yimen.keys 版本 1")
                .withMessageContaining("16")
                .withMessageNotContaining("AAEC");
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyRing(List.of("AAEC"), null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyRing(List.of(ONE, ONE), null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyRing(List.of(ONE), "AAEC", null));
        assertThat(new KeyRing(List.of(ONE), null, null).isDefault()).isTrue();
        assertThat(new KeyRing(List.of(ONE), "A".repeat(43) + "=", "A".repeat(43) + "=").isDefault())
                .isFalse();
    }
}
