package cn.yimen;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/** The map of modules holds, and is drawn afresh into target/spring-modulith-docs at every run. */
class ModulesTest {

    private final ApplicationModules modules = ApplicationModules.of(YimenApplication.class);

    @Test
    void everyModuleUsesOnlyWhatItMay() {
        modules.verify();
    }

    @Test
    void theMapIsDrawn() {
        new Documenter(modules).writeDocumentation();
    }
}
