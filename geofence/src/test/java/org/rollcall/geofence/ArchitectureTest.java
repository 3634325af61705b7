package org.rollcall.geofence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@ArchTag("gate")
@AnalyzeClasses(packages = "org.rollcall.geofence", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theKernelSeesJtsAndTheJdkOnly = classes().should().onlyDependOnClassesThat()
            .resideInAnyPackage("org.rollcall.geofence..", "org.locationtech.jts..", "java..");

    @ArchTest
    static final ArchRule theKernelReadsNoClockAndDoesNoInputOrOutput = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.file..", "java.sql..", "java.util.logging..")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.time.Clock")
            .orShould().callMethod(java.time.Instant.class, "now")
            .orShould().callMethod(java.time.LocalDate.class, "now")
            .orShould().callMethod(java.time.LocalDateTime.class, "now")
            .orShould().callMethod(java.time.OffsetDateTime.class, "now")
            .orShould().callMethod(java.time.ZonedDateTime.class, "now")
            .orShould().callConstructor(java.util.Date.class)
            .orShould().dependOnClassesThat().haveNameMatching("java\\.io\\.(File.*|RandomAccessFile|PrintStream)")
            .orShould().callMethod(System.class, "currentTimeMillis")
            .orShould().callMethod(System.class, "nanoTime");
}
