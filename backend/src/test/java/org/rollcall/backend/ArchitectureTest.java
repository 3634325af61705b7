package org.rollcall.backend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.ws.rs.Path;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.quarkus.scheduler.Scheduled;
import org.rollcall.backend.platform.WhileClockIsOff;

@ArchTag("gate")
@AnalyzeClasses(packages = "org.rollcall", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theOtherModulesDoNotKnowTheApplication = noClasses().that()
            .resideInAnyPackage("org.rollcall.geofence..", "org.rollcall.notifications..", "org.rollcall.openapi..")
            .should().dependOnClassesThat().resideInAPackage("org.rollcall.backend..");

    // The contract is a document today: a class in it would be held by this from its first day.
    @ArchTest
    static final ArchRule theContractDependsOnNothingOfOurs = noClasses().that()
            .resideInAPackage("org.rollcall.openapi..").should().dependOnClassesThat()
            .resideInAnyPackage("org.rollcall.backend..", "org.rollcall.geofence..", "org.rollcall.notifications..",
                    "org.rollcall.demo..", "io.quarkus..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theLoopbackServerIsNoPartOfTheApplication = noClasses().that()
            .resideInAPackage("org.rollcall.backend..")
            .should().dependOnClassesThat().resideInAPackage("org.rollcall.notifications.loopback..");

    /** What each feature may know of the others. An arrow more is a decision; an arrow back is a mistake. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
    // @formatter:off
            entry("platform", Set.of()),
            entry("contract", Set.of()),
            entry("audit", Set.of("platform")),
            entry("access", Set.of("audit", "platform")),
            entry("oversight", Set.of("access", "alert", "audit", "platform")),
            entry("agency", Set.of("access", "audit", "platform")),
            entry("supervisee", Set.of("access", "audit", "platform")),
            entry("casework", Set.of("access", "alert", "audit", "platform", "supervisee")),
            entry("area", Set.of("access", "audit", "platform", "supervisee")),
            entry("travel", Set.of("access", "area", "audit", "platform", "supervisee")),
            entry("alert", Set.of("access", "audit", "platform")),
            entry("collection", Set.of("access", "audit", "platform", "supervisee", "travel")),
            entry("location", Set.of("access", "alert", "area", "audit", "collection", "platform", "supervisee",
                    "travel")),
            entry("retention", Set.of("access", "audit", "platform")),
            entry("privacy", Set.of("access", "audit", "platform", "supervisee")),
            entry("lifecycle", Set.of("access", "alert", "audit", "contact", "duty", "platform", "supervisee")),
            entry("contact", Set.of("access", "alert", "collection", "location", "platform", "supervisee")),
            entry("duty", Set.of("access", "alert", "audit", "collection", "contact", "location", "platform",
                    "supervisee"))
            // @formatter:on
    );

    @ArchTest
    static void featuresKnowOneAnotherOnlyOneWay(JavaClasses classes) {
        ARROWS.forEach((feature, known) -> noClasses().that().resideInAPackage(packageOf(feature)).should()
                .dependOnClassesThat()
                .resideInAnyPackage(ARROWS.keySet().stream()
                        .filter(other -> !other.equals(feature) && !known.contains(other))
                        .map(ArchitectureTest::packageOf).toArray(String[]::new))
                .check(classes));
    }

    @ArchTest
    static final ArchRule everyClassBelongsToAFeature = classes().that().resideInAPackage("org.rollcall.backend..")
            .should().resideInAnyPackage(Stream.concat(Stream.of("org.rollcall.backend"),
                    ARROWS.keySet().stream().map(ArchitectureTest::packageOf)).toArray(String[]::new));

    @ArchTest
    static final ArchRule resourcesLeaveTheDatabaseToServices = noClasses().that().areAnnotatedWith(Path.class).should()
            .dependOnClassesThat().resideInAnyPackage("io.vertx.mutiny.sqlclient..", "org.hibernate..", "java.sql..");

    @ArchTest
    static final ArchRule timeComesFromTheOneClock = noClasses().that()
            .resideInAPackage("org.rollcall.backend..").should()
            .callMethod(Instant.class, "now").orShould().callMethod(LocalDate.class, "now").orShould()
            .callMethod(OffsetDateTime.class, "now").orShould().callMethod(System.class, "currentTimeMillis");

    /** Those that state nothing by the clock, or ask the database's. */
    private static final Set<String> HARMLESS_WHILE_THE_CLOCK_IS_OFF = Set.of("ClockWatch", "FixPartitions",
            "FixRetention", "OutboxGauges", "DutyMeters", "OversightMeters", "WatchMeters", "SigningKeyWatch");

    /** A sweep by a wrong clock calls missed or silent what is not, and forgets what is needed. */
    @ArchTest
    static void sweepsAreLeftOutWhileTheClockIsOff(JavaClasses classes) {
        var sweeps = classes.stream().flatMap(each -> each.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Scheduled.class))
                .filter(method -> !HARMLESS_WHILE_THE_CLOCK_IS_OFF.contains(method.getOwner().getSimpleName()))
                .toList();

        assertThat(sweeps).hasSizeGreaterThanOrEqualTo(5).allSatisfy(
                method -> assertThat(method.getAnnotationOfType(Scheduled.class).skipExecutionIf())
                        .as("skipExecutionIf of " + method.getFullName()).isEqualTo(WhileClockIsOff.class));
    }

    private static String packageOf(String feature) {
        return "org.rollcall.backend." + feature + "..";
    }

    @ArchTest
    static final ArchRule nothingLeansOnTheInsidesOfVertx = noClasses().should().dependOnClassesThat()
            .resideInAPackage("io.vertx..impl..");
}
