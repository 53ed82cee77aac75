package cn.yimen.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.ProductTest;
import cn.yimen.protection.KeyRing;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.annotation.Transactional;

/** OP-1: production does not start with demo data, demo passwords or default keys, and says what to set. */
@ProductTest
@Transactional
class ProductionGateTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PasswordEncoder encoder;

    @Autowired
    ObjectProvider<EmbeddedDatabase> noEmbedded;

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODw==";
    private static final String LONG_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final KeyRing ownKeys = new KeyRing(List.of("1:" + KEY), LONG_KEY, LONG_KEY);

    @Test
    void ownKeysAndAnEmptyDatabaseMayStart() {
        gate(ownKeys).afterSingletonsInstantiated();
    }

    @Test
    void everythingOfTheDemoIsNamedAtOnce() {
        jdbc.sql("insert into installation (demo) values (true) on conflict (single) do update set demo = true")
                .update();
        jdbc.sql("""
                        insert into officer (id, login, name, password_hash, password_changed_at, demo)
                        values (?, 'demo-gate', '演示', ?, now(), true)
                        """)
                .params(UUID.randomUUID(), encoder.encode(ProductionGate.DEMO_PASSWORD))
                .update();

        assertThatExceptionOfType(ProductionGate.NotFitForProduction.class)
                .isThrownBy(() -> gate(new KeyRing(List.of(), null, null)).afterSingletonsInstantiated())
                .withMessageContaining("YIMEN_KEYS")
                .withMessageContaining("demo district")
                .withMessageContaining("demo password");
    }

    @Test
    void theListIsPrintedInsteadOfAStackTrace() {
        var analysis = new ProductionGate.Analyzer()
                .analyze(
                        new IllegalStateException(), new ProductionGate.NotFitForProduction(List.of("set YIMEN_KEYS")));

        assertThat(analysis.getDescription()).contains("set YIMEN_KEYS");
    }

    private ProductionGate gate(KeyRing keys) {
        return new ProductionGate(keys, jdbc, encoder, noEmbedded);
    }
}
