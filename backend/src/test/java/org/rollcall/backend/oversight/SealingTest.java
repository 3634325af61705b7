package org.rollcall.backend.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.oversight.Finding.Kind;

/** How the record is sealed, and what is found of it where the owner of the database has had a hand in it. */
class SealingTest {

    private static SealedRecord record;

    @TempDir
    Path directory;

    @BeforeAll
    static void aDatabase() throws SQLException {
        record = new SealedRecord("sealing_test");
    }

    @AfterAll
    static void close() throws SQLException {
        record.close();
    }

    @BeforeEach
    void fresh() {
        record.begin(directory);
        record.sql("alter table audit_anchor drop constraint if exists audit_anchor_batch_fkey");
        record.sql("alter table audit_anchor add constraint audit_anchor_batch_fkey foreign key (batch)"
                + " references audit_batch");
    }

    // ------------------------------------------------------------ sealing

    @Test
    void whatIsWrittenIsSealedInBoundedBatchesAndIsWhole() {
        var ids = record.entries(7);

        assertThat(List.of(record.seal(), record.seal(), record.seal(), record.seal())).containsExactly(3, 3, 1, 0);

        assertThat(record.one("select array_agg(id order by number, place)::text from audit_batch,"
                + " unnest(entry_ids) with ordinality as e (id, place)"))
                .isEqualTo("{" + String.join(",", ids.stream().map(UUID::toString).toList()) + "}");
        var report = record.verify();
        assertThat(report.isWhole()).as(report.lines().toString()).isTrue();
        assertThat(report.entries()).isEqualTo(7);
        assertThat(report.batches()).isEqualTo(3);
        assertThat(report.waiting()).isZero();
    }

    @Test
    void entriesOfOneTransactionThatFillMoreThanABatchAreSealedOnceEach() {
        record.sql("insert into audit_entry (id, at, action) select gen_random_uuid(), now(), 'X'"
                + " from generate_series(1, 8)");

        assertThat(List.of(record.seal(), record.seal(), record.seal(), record.seal())).containsExactly(3, 3, 2, 0);

        assertThat(record.one("select count(distinct id) from audit_batch, unnest(entry_ids) as e (id)"))
                .isEqualTo("8");
        assertThat(record.found()).isEmpty();
    }

    @Test
    void whatCommitsLaterIsSealedLaterThoughItsTransactionIsOlder() throws SQLException {
        var early = UUID.randomUUID();
        try (var slow = record.database.connect("owner")) {
            slow.setAutoCommit(false);
            slow.createStatement().executeUpdate("insert into audit_entry (id, at, action) values ('" + early
                    + "', now(), 'X')");
            var late = record.entry();

            // Nothing is sealed past a transaction that is under way, so that nothing comes to lie before what is sealed.
            assertThat(record.seal()).isZero();
            assertThat(record.verify().waiting()).isEqualTo(1);
            slow.commit();

            assertThat(record.seal()).isEqualTo(2);
            assertThat(record.one("select entry_ids::text from audit_batch")).isEqualTo("{" + early + "," + late + "}");
        }
    }

    @Test
    void writersDoNotWaitForWhoSeals() throws SQLException {
        record.entry();
        try (var sealing = record.database.connect("owner")) {
            sealing.setAutoCommit(false);
            sealing.createStatement().execute(Sealer.TURN);

            record.entry();

            assertThat(record.seal()).as("another has the turn").isZero();
            sealing.rollback();
        }
        assertThat(record.seal()).isEqualTo(2);
    }

    @Test
    void nodesThatSealAtOnceMakeOneChain() {
        record.entries(9);
        var pools = Stream.generate(() -> record.pool("worker")).limit(4).toList();

        for (int round = 0; round < 12; round++) {
            SealedRecord.await(Uni.join().all(pools.stream()
                    .map(pool -> new Sealer(pool, record.clock, 3).sealOne()).toList()).andFailFast());
        }

        pools.forEach(pool -> SealedRecord.await(pool.close()));
        assertThat(record.verify().entries()).isEqualTo(9);
        assertThat(record.found()).isEmpty();
    }

    @Test
    void whatARestoreRenumbersStaysWholeAndIsSealedOn() {
        record.entries(4);
        record.sealAndAnchor();
        var waiting = record.entries(2);

        // As after-restore.sql does where the other cluster was far ahead: many transactions come under one number.
        for (var table : List.of("audit_entry set tx", "audit_batch set last_tx")) {
            record.sql("update " + table + " = '5'::xid8");
        }

        assertThat(record.found()).isEmpty();
        assertThat(record.seal()).isEqualTo(2);
        assertThat(record.one("select count(*) from audit_batch where entry_ids @> '{" + waiting.get(0) + ","
                + waiting.get(1) + "}'")).isEqualTo("1");
        assertThat(record.found()).isEmpty();
    }

    // ------------------------------------------------------------ anchors

    @Test
    void anAnchorIsMadeOnceADayAlsoOfAQuietOne() {
        assertThat(record.makeAnchorIfDue()).as("of nothing").isFalse();
        record.entry();
        record.seal();

        assertThat(record.makeAnchorIfDue()).isTrue();
        assertThat(record.makeAnchorIfDue()).isFalse();
        record.clock.advance(Duration.ofHours(24));
        assertThat(record.makeAnchorIfDue()).isTrue();

        assertThat(record.one("select string_agg(number || ' ' || batch || ' ' || entries, ',' order by number)"
                + " from audit_anchor")).isEqualTo("1 1 1,2 1 1");
    }

    @Test
    void anAnchorLeavesTheDatabaseAsAFileThatIsNeverWrittenAgain() throws IOException {
        record.entries(2);
        record.sealAndAnchor();
        var file = directory.resolve("anchor-00000001.json");
        var written = Files.readString(file);

        record.entries(2);
        record.sealAndAnchor();

        assertThat(file).hasContent(written.strip()).content().contains("\"batch\" : 1");
        assertThat(Files.isWritable(file) && !"root".equals(System.getProperty("user.name"))).isFalse();
        try (var files = Files.list(directory)) {
            assertThat(files.map(each -> each.getFileName().toString()).sorted())
                    .containsExactly("anchor-00000001.json", "anchor-00000002.json");
        }
        assertThat(record.verify().files()).contains(2L);
        assertThat(record.found()).isEmpty();
    }

    @Test
    void aFileThatHoldsAnotherAnchorIsNotWrittenOver() throws IOException {
        record.entries(2);
        record.sealAndAnchor();
        var file = directory.resolve("anchor-00000001.json");
        var files = new AnchorFiles(directory);
        var anchor = files.all().get(0).anchor().orElseThrow();
        replace(file, "{}");

        assertThatThrownBy(() -> files.write(anchor)).isInstanceOf(AnchorFiles.Contradicted.class);

        assertThat(file).hasContent("{}");
    }

    @Test
    void aRoundOfTheSweepSealsAllThatWaitsAnchorsItAndWritesTheFile() {
        var metrics = new SimpleMeterRegistry();
        record.entries(8);

        record.sweep(metrics);
        record.clock.advance(Duration.ofHours(1));
        record.entry();

        assertThat(record.verify().lines()).contains("8 entries in 3 batches compared, 0 of them sealed over an hour"
                + " after their own time", "1 anchors in the database, 1 outside", "the record is whole");
        assertThat(metrics.get("rollcall.audit.batches").counter().count()).isEqualTo(3);
        assertThat(metrics.get("rollcall.audit.entries.sealed").counter().count()).isEqualTo(8);
        assertThat(metrics.get("rollcall.audit.unsealed.age.seconds").gauge().value()).isZero();
        assertThat(metrics.get("rollcall.audit.anchor.age.seconds").gauge().value()).isBetween(3_600.0, 3_700.0);
    }

    @Test
    void theAgeOfWhatIsNotSealedIsSeen() throws SQLException {
        var metrics = new SimpleMeterRegistry();
        try (var slow = record.database.connect("owner")) {
            slow.setAutoCommit(false);
            slow.createStatement().execute("select pg_current_xact_id()");
            record.entry();
            record.clock.advance(Duration.ofMinutes(10));

            record.sweep(metrics);

            assertThat(metrics.get("rollcall.audit.unsealed.age.seconds").gauge().value()).isBetween(600.0, 700.0);
            slow.rollback();
        }
    }

    @Test
    void aNodeWithAnEmptyDirectoryWritesTheAnchorsOfBefore() throws IOException {
        record.entries(1);
        record.sealAndAnchor();
        record.anchor();
        Files.delete(directory.resolve("anchor-00000001.json"));
        Files.delete(directory.resolve("anchor-00000002.json"));

        record.sweep(new SimpleMeterRegistry());

        assertThat(record.verify().files()).contains(2L);
        assertThat(record.found()).isEmpty();
    }

    @Test
    void aNodeWhoseFilesGoFurtherThanTheDatabaseSaysSo() {
        record.entries(1);
        record.sealAndAnchor();
        record.sql("delete from audit_anchor");
        record.sql("delete from audit_batch");
        record.sql("delete from audit_entry");
        var metrics = new SimpleMeterRegistry();

        record.sweep(metrics);

        assertThat(metrics.get("rollcall.audit.anchors.not.written").counter().count()).isEqualTo(1);
    }

    // ------------------------------------------------------------ attacks

    @ParameterizedTest
    @ValueSource(strings = {"at = at + interval '1 microsecond'", "actor = null, action = 'ALERT_SEEN'",
        "object_id = gen_random_uuid()", "person_id = gen_random_uuid()", "posts = '{}' || array[gen_random_uuid()]",
        "posts = null", "session_id = gen_random_uuid()", "device_id = gen_random_uuid()", "purpose = 'INSPECTION'",
        "purpose = null", "detail = '{\"count\": 8}'", "detail = '{\"count\": \"7\"}'", "before = '{}'",
        "after = '{\"a\": 1}'"})
    void aChangedEntryIsFound(String change) {
        var ids = record.entries(4);
        record.sealAndAnchor();

        record.sql("update audit_entry set " + change + " where id = '" + ids.get(1) + "'");

        assertThat(record.verify().findings()).containsExactly(new Finding(Kind.ENTRY_CHANGED,
                "entry " + ids.get(1) + " of batch 1"));
    }

    @Test
    void aMissingEntryIsFound() {
        var ids = record.entries(4);
        record.sealAndAnchor();

        record.sql("delete from audit_entry where id = '" + ids.get(2) + "'");

        assertThat(record.verify().findings()).containsExactly(new Finding(Kind.ENTRY_MISSING,
                "entry " + ids.get(2) + " of batch 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'3'::xid8", "'9000000000000'::xid8"})
    void anInsertedEntryIsFound(String tx) {
        record.entries(4);
        record.sealAndAnchor();

        record.sql("insert into audit_entry (id, at, action, tx) values (gen_random_uuid(), now(), 'X', " + tx + ")");

        assertThat(record.seal()).isZero();
        assertThat(record.found()).containsExactly(Kind.ENTRY_INSERTED);
    }

    @Test
    void entriesInEachOthersPlaceAreFound() {
        var ids = record.entries(3);
        record.sealAndAnchor();

        record.sql("update audit_batch set entry_ids = array['" + ids.get(1) + "', '" + ids.get(0) + "', '"
                + ids.get(2) + "']::uuid[]");

        assertThat(record.found()).containsExactly(Kind.ENTRY_REORDERED);
    }

    @Test
    void entriesInEachOthersPlaceWithTheirHashesAreFound() {
        record.entries(3);
        record.sealAndAnchor();

        record.sql("update audit_batch set entry_ids = array[entry_ids[2], entry_ids[1], entry_ids[3]],"
                + " leaves = substr(leaves, 33, 32) || substr(leaves, 1, 32) || substr(leaves, 65, 32)");

        assertThat(record.found()).contains(Kind.BATCH_CHANGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"root = sha256('x')", "hash = sha256('x')", "previous = sha256('x')",
        "sealed_at = sealed_at - interval '1 day'", "format = 2", "leaves = leaves || sha256('x'), entry_ids ="
                + " entry_ids || gen_random_uuid()",
        "last_tx = '9000000000000'::xid8"})
    void aChangedBatchIsFound(String change) {
        record.entries(4);
        record.sealAndAnchor();

        record.sql("update audit_batch set " + change + " where number = 2");

        assertThat(record.found()).contains(Kind.BATCH_CHANGED);
    }

    @Test
    void aMissingBatchIsFoundAndItsEntriesWithIt() {
        record.entries(9);
        record.sealAndAnchor();

        record.sql("delete from audit_batch where number = 2");

        assertThat(record.found()).contains(Kind.BATCH_MISSING, Kind.ENTRY_INSERTED);
    }

    @Test
    void batchesInEachOthersPlaceAreFound() {
        record.entries(9);
        record.sealAndAnchor();

        record.sql("update audit_batch set number = 1000 where number = 1");
        record.sql("update audit_batch set number = 1 where number = 2");
        record.sql("update audit_batch set number = 2 where number = 1000");

        assertThat(record.found()).contains(Kind.BATCH_CHANGED);
    }

    @Test
    void anEndThatWasCutOffIsFoundByTheAnchors() {
        record.entries(4);
        record.sealAndAnchor();
        record.entries(4);
        record.sealAndAnchor();

        cutOffBehind(2);

        assertThat(record.found()).containsExactly(Kind.TAIL_CUT_OFF);
    }

    @Test
    void anEndThatWasCutOffWithItsAnchorsIsFoundByTheFiles() {
        record.entries(4);
        record.sealAndAnchor();
        record.entries(4);
        record.sealAndAnchor();

        cutOffBehind(2);
        record.sql("delete from audit_anchor where batch > 2");

        assertThat(record.found()).containsExactlyInAnyOrder(Kind.ANCHOR_MISSING, Kind.TAIL_CUT_OFF);
    }

    @Test
    void aWholeChainSealedAnewContradictsItsAnchors() {
        var ids = record.entries(4);
        record.sealAndAnchor();

        record.sql("update audit_entry set purpose = 'INSPECTION' where id = '" + ids.get(0) + "'");
        record.sealAnewAsTheOwner();

        assertThat(record.found()).containsExactly(Kind.ANCHOR_CHANGED);
    }

    @Test
    void aWholeChainWithNewAnchorsOfAnotherKeyContradictsTheFiles() {
        var ids = record.entries(4);
        record.sealAndAnchor();
        var known = record.verify().keys().iterator().next();

        record.sql("delete from audit_anchor");
        record.sql("update audit_entry set purpose = 'INSPECTION' where id = '" + ids.get(0) + "'");
        record.sealAnewAsTheOwner();
        record.changeKey();
        record.makeAnchorIfDue();

        assertThat(record.found()).containsExactly(Kind.ANCHOR_CHANGED);
        assertThat(record.verify(known).findings()).extracting(Finding::kind).contains(Kind.KEY_UNKNOWN);
    }

    @Test
    void whoHasTheDirectoryTooIsFoundByTheKeyThatWasNotedElsewhere() throws IOException {
        var ids = record.entries(4);
        record.sealAndAnchor();
        var known = record.verify().keys().iterator().next();

        record.sql("delete from audit_anchor");
        record.sql("update audit_entry set purpose = 'INSPECTION' where id = '" + ids.get(0) + "'");
        record.sealAnewAsTheOwner();
        record.changeKey();
        Files.delete(directory.resolve("anchor-00000001.json"));
        record.anchor();

        assertThat(record.found()).isEmpty();
        assertThat(record.verify(known).findings()).extracting(Finding::kind).containsExactly(Kind.KEY_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch = 1, head = (select hash from audit_batch where number = 1)", "entries = 3",
        "made_at = made_at + interval '1 second'", "head = sha256('x')",
        "signature = decode('3006020101020101', 'hex')",
        "signature = 'x'", "public_key = 'x'", "key_id = gen_random_uuid()"})
    void aChangedAnchorIsFound(String change) {
        record.entries(4);
        record.sealAndAnchor();

        record.sql("update audit_anchor set " + change);

        assertThat(record.found()).containsExactly(Kind.ANCHOR_CHANGED);
    }

    @Test
    void aMissingAnchorIsFound() {
        record.entries(1);
        record.sealAndAnchor();
        record.anchor();
        record.anchor();

        record.sql("delete from audit_anchor where number = 2");

        assertThat(record.found()).containsExactly(Kind.ANCHOR_MISSING);
    }

    @Test
    void aChangedFileIsFoundAndAMissingOneToo() throws IOException {
        record.entries(1);
        record.sealAndAnchor();
        record.anchor();
        var file = directory.resolve("anchor-00000001.json");
        var text = Files.readString(file);
        replace(file, text.replace("\"entries\" : 1", "\"entries\" : 2"));
        assertThat(record.found()).containsExactly(Kind.ANCHOR_CHANGED);

        replace(file, "no anchor");
        assertThat(record.found()).containsExactly(Kind.ANCHOR_CHANGED);

        Files.delete(file);
        assertThat(record.found()).containsExactly(Kind.ANCHOR_MISSING);
    }

    @Test
    void aFileThatIsCutOffIsFound() throws IOException {
        record.entries(1);
        record.sealAndAnchor();
        record.anchor();

        Files.delete(directory.resolve("anchor-00000002.json"));

        assertThat(record.found()).containsExactly(Kind.ANCHOR_MISSING);
    }

    // ------------------------------------------------------------ walls

    @ParameterizedTest
    @ValueSource(strings = {"api", "intake", "worker", "auditor"})
    void noRoleOfTheApplicationChangesOrRemovesAnyOfIt(String role) throws SQLException {
        record.entry();
        record.sealAndAnchor();
        try (var connection = record.database.connect(role)) {
            for (var change : List.of("update audit_entry set purpose = 'X'", "delete from audit_entry",
                    "truncate audit_entry cascade", "update audit_entry set tx = '3'::xid8",
                    "update audit_batch set format = 9", "delete from audit_batch", "truncate audit_batch cascade",
                    "update audit_anchor set format = 9", "delete from audit_anchor", "truncate audit_anchor",
                    "drop table audit_anchor", "alter table audit_entry disable trigger all",
                    "alter table audit_batch disable row level security")) {
                assertThatExceptionOfType(SQLException.class).as(change)
                        .isThrownBy(() -> connection.createStatement().execute(change))
                        .extracting(SQLException::getSQLState).isEqualTo("42501");
            }
        }
        assertThat(record.found()).isEmpty();
    }

    @Test
    void whoIsNotTheWorkerSealsNothing() throws SQLException {
        record.entry();
        record.sealAndAnchor();
        for (var role : List.of("api", "intake", "auditor")) {
            try (var connection = record.database.connect(role)) {
                for (var table : List.of("audit_batch", "audit_anchor")) {
                    assertThatExceptionOfType(SQLException.class).as(role)
                            .isThrownBy(() -> connection.createStatement()
                                    .execute("insert into " + table + " (number) values (99)"))
                            .extracting(SQLException::getSQLState).isEqualTo("42501");
                }
            }
        }
    }

    // ------------------------------------------------------------ the form that is hashed

    @Test
    void noTwoWaysOfFillingFieldsHaveTheSameBytes() {
        assertThat(new CanonicalForm('E').text("ab").text("c").bytes())
                .isNotEqualTo(new CanonicalForm('E').text("a").text("bc").bytes());
        assertThat(new CanonicalForm('E').text(null).text("").bytes())
                .isNotEqualTo(new CanonicalForm('E').text("").text(null).bytes());
        assertThat(new CanonicalForm('E').json("{\"a\": \"1\"}").bytes())
                .isNotEqualTo(new CanonicalForm('E').json("{\"a\": 1}").bytes());
        assertThat(new CanonicalForm('E').bytes()).isNotEqualTo(new CanonicalForm('B').bytes());
    }

    @Test
    void theSameJsonInAnotherOrderHasTheSameBytes() {
        assertThat(new CanonicalForm('E').json("{\"b\": [1.50, null], \"a\": {}}").bytes())
                .isEqualTo(new CanonicalForm('E').json("{\"a\":{},\"b\":[1.50,null]}").bytes())
                .isNotEqualTo(new CanonicalForm('E').json("{\"a\":{},\"b\":[1.5,null]}").bytes());
    }

    /** What was sealed under format 1 must be found whole for ever: this is what one form has been since. */
    @Test
    void formatOneIsWhatItWas() {
        var form = new CanonicalForm('E').id(new UUID(1, 2)).text("é").json("{\"a\": [true, 1.50]}").instant(null);

        assertThat(HexFormat.of().formatHex(form.bytes())).isEqualTo("6e000000080000000000000001"
                + "6e000000080000000000000045" + "690000001000000000000000010000000000000002" + "7300000002c3a9"
                + "6a0000001a" + "7b00000001" + "6b0000000161" + "5b00000002" + "54" + "6e00000004312e3530"
                + "3000000000");
    }

    @Test
    void aTreeOfOneIsItsLeafAndOrderCounts() {
        var a = CanonicalForm.sha256(new byte[]{1});
        var b = CanonicalForm.sha256(new byte[]{2});

        assertThat(MerkleTree.root(List.of(a))).isEqualTo(a);
        assertThat(MerkleTree.root(List.of(a, b))).isNotEqualTo(MerkleTree.root(List.of(b, a)));
        assertThat(MerkleTree.root(List.of(a, b, a))).isNotEqualTo(MerkleTree.root(List.of(a, b)));
    }

    private static void cutOffBehind(int batch) {
        record.sql("alter table audit_anchor drop constraint audit_anchor_batch_fkey");
        record.sql("delete from audit_entry where id in (select unnest(entry_ids) from audit_batch where number > "
                + batch + ")");
        record.sql("delete from audit_batch where number > " + batch);
    }

    private static void replace(Path file, String text) throws IOException {
        Files.delete(file);
        Files.writeString(file, text);
    }
}
