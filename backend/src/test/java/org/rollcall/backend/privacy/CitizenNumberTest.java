package org.rollcall.backend.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.platform.ProblemException;

class CitizenNumberTest {

    /** The example of GB 11643-1999 itself. */
    private static final String OF_THE_STANDARD = "11010519491231002X";
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

    @Test
    void itTellsBirthdayAndSex() {
        var number = CitizenNumber.find(OF_THE_STANDARD).orElseThrow();

        assertThat(number.birthDate()).isEqualTo("1949-12-31");
        assertThat(number.sex()).isEqualTo(Sex.FEMALE);
        assertThat(CitizenNumber.find("440524188001010014")).isPresent().get().extracting(CitizenNumber::sex)
                .isEqualTo(Sex.MALE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"110105194912310021", "11010519491231002", "11010519491231002x", "011105194912310029",
        "11010519490231002X", "1101051949123100２X", "990105194912310026"})
    void whatIsNoNumberIsNone(String text) {
        assertThat(CitizenNumber.find(text)).isEmpty();
    }

    @Test
    void anyOneDigitThatIsWrongIsFound() {
        for (int i = 0; i < 17; i++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                if (digit != OF_THE_STANDARD.charAt(i)) {
                    var wrong = OF_THE_STANDARD.substring(0, i) + digit + OF_THE_STANDARD.substring(i + 1);
                    assertThat(CitizenNumber.find(wrong)).as(wrong).isEmpty();
                }
            }
        }
    }

    @Test
    void twoNeighboursThatChangePlacesAreFound() {
        for (int i = 0; i < 16; i++) {
            var digits = OF_THE_STANDARD.toCharArray();
            if (digits[i] != digits[i + 1]) {
                digits[i] = OF_THE_STANDARD.charAt(i + 1);
                digits[i + 1] = OF_THE_STANDARD.charAt(i);
                assertThat(CitizenNumber.find(new String(digits))).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"PASSPORT,e12345678", "PASSPORT,AB1234567", "FOREIGN_PERMANENT_RESIDENCE,CHN110199001011",
        "OTHER,军字第 12345 号", "RESIDENT_ID,11010519491231002x"})
    void otherDocumentsAreTakenByTheirKind(DocumentKind kind, String number) {
        assertThatCode(() -> request(kind, number, null, null).check(TODAY)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"PASSPORT,a b", "PASSPORT,E1;drop", "FOREIGN_PERMANENT_RESIDENCE,CHN1", "RESIDENT_ID,E12345678",
        "HMT_RESIDENCE_PERMIT,11010519491231002X", "OTHER,<script>"})
    void aNumberOfAnotherKindIsRefused(DocumentKind kind, String number) {
        assertRefused(request(kind, number, null, null), "document.number is none of that kind");
    }

    @Test
    void aBirthdayOrASexThatIsAnotherIsRefused() {
        assertThatCode(() -> request(DocumentKind.RESIDENT_ID, OF_THE_STANDARD, LocalDate.of(1949, 12, 31), Sex.FEMALE)
                .check(TODAY)).doesNotThrowAnyException();
        assertRefused(request(DocumentKind.RESIDENT_ID, OF_THE_STANDARD, LocalDate.of(1949, 12, 30), null),
                "birthDate");
        assertRefused(request(DocumentKind.RESIDENT_ID, OF_THE_STANDARD, null, Sex.MALE), "sex");
        assertThatExceptionOfType(ProblemException.class).as("not born yet")
                .isThrownBy(() -> request(DocumentKind.RESIDENT_ID, OF_THE_STANDARD, null, null)
                        .check(LocalDate.of(1949, 12, 30)));
    }

    private static PersonalDataRequest request(DocumentKind kind, String number, LocalDate birthDate, Sex sex) {
        return new PersonalDataRequest(new IdentityDocument(kind, number), null, null, birthDate, sex);
    }

    private static void assertRefused(PersonalDataRequest request, String word) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> request.check(TODAY))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(word)
                        .doesNotContain(request.document().number()));
    }
}
