package cn.yimen;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import org.springframework.stereotype.Controller;

/** What the compiler cannot hold. */
@AnalyzeClasses(packages = "cn.yimen", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule controllersStayInTheirPackage =
            classes().that(annotatedWith(Controller.class)).should().notBePublic();

    @ArchTest
    static final ArchRule theMeansTestIsPure = noClasses()
            .that()
            .resideInAPackage("cn.yimen.eligibility")
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .dependOnClassesThat(resideInAPackage("jakarta..").or(resideInAPackage("org.springframework..")))
            .because("the law is plain Java");

    @ArchTest
    static final ArchRule theTimeComesFromTheClock = noClasses()
            .should()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule jacksonIsTheThird = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("com.fasterxml.jackson.databind.."))
            .because("Jackson 2 lies on the path through other libraries; an import of it compiles and is wrong");
}
