package org.rollcall.notifications;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@ArchTag("gate")
@AnalyzeClasses(packages = "org.rollcall.notifications", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyFcmKnowsTheSdk = noClasses().that().resideOutsideOfPackage("..notifications.fcm")
            .should().dependOnClassesThat().resideInAPackage("com.google.firebase..");

    @ArchTest
    static final ArchRule nothingKnowsTheLoopbackServer = noClasses().that()
            .resideOutsideOfPackage("..notifications.loopback").should().dependOnClassesThat()
            .resideInAPackage("..notifications.loopback");

    @ArchTest
    static final ArchRule thisModuleDependsOnNothingOfOurs = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("org.rollcall.backend..", "org.rollcall.geofence..", "org.rollcall.openapi..",
                    "io.quarkus..");
}
