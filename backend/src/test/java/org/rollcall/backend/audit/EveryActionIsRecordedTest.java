package org.rollcall.backend.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be put on record is put on record by somebody: an action that nobody writes is a promise not kept. */
class EveryActionIsRecordedTest {

    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
            .importPackages("org.rollcall.backend");

    @ParameterizedTest
    @EnumSource(Action.class)
    void somebodyWritesIt(Action action) {
        assertThat(CLASSES.get(Action.class).getField(action.name()).getAccessesToSelf())
                .anyMatch(access -> !access.getOriginOwner().isEquivalentTo(Action.class));
    }
}
