package org.rollcall.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

/** Requests of tests go through {@link org.rollcall.backend.testing.Contract}, which holds them against the contract. */
class EveryApiTestHoldsToTheContractTest {

    /** Which classes do not, and why not. */
    private static final Map<String, String> OTHERWISE = Map.ofEntries(
            Map.entry("Contract", "it is the way through"),
            Map.entry("ClockReadyTest", "the management port has no contract"),
            Map.entry("OperationsTest", "the management port has no contract"),
            Map.entry("MetricsTest", "the management port has no contract"),
            Map.entry("ContractResourceTest", "the management port has no contract"),
            Map.entry("RoutingProblemsTest", "asks for what the contract does not have"),
            Map.entry("BodyProblemsTest", "asks an operation that there is in tests only"),
            Map.entry("FaultProblemsTest", "asks an operation that there is in tests only"),
            Map.entry("IdempotencyTest", "asks an operation that there is in tests only"),
            Map.entry("ParameterProblemsTest", "asks operations that there are in tests only"),
            Map.entry("PresenceSearchTest", "one request wants a form of answer that there is not"),
            Map.entry("NoPlaceInLogsTest", "one fault is answered 500, which no contract promises"),
            Map.entry("EdgeTest", "asks for what the contract does not have, and the management port"),
            Map.entry("TrajectoryTest", "one fault is answered 500, which no contract promises"));

    @Test
    void noTestAsksTheApiBesideTheContract() {
        var beside = new ClassFileImporter().withImportOption(new ImportOption.OnlyIncludeTests())
                .importPackages("org.rollcall.backend").stream()
                .filter(type -> type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(RestAssured.class)))
                .map(type -> outermost(type).getSimpleName()).distinct().toList();

        assertThat(beside).as("use testing.Contract, or say here why not").containsExactlyInAnyOrderElementsOf(
                OTHERWISE.keySet());
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(EveryApiTestHoldsToTheContractTest::outermost).orElse(type);
    }
}
