package org.rollcall.backend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.rollcall", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theOtherModulesDoNotKnowTheApplication = noClasses().that()
            .resideInAnyPackage("org.rollcall.geofence..", "org.rollcall.notifications..", "org.rollcall.openapi..")
            .should().dependOnClassesThat().resideInAPackage("org.rollcall.backend..");

    @ArchTest
    static final ArchRule theLoopbackServerIsNoPartOfTheApplication = noClasses().that()
            .resideInAPackage("org.rollcall.backend..")
            .should().dependOnClassesThat().resideInAPackage("org.rollcall.notifications.loopback..");

    @ArchTest
    static final ArchRule nothingLeansOnTheInsidesOfVertx = noClasses().should().dependOnClassesThat()
            .resideInAPackage("io.vertx..impl..");
}
