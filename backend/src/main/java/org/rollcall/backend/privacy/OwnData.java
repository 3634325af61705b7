package org.rollcall.backend.privacy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.PersonScope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.OwnDataPart;

/**
 * All that is kept about somebody, for that person. Read in pages, each in a short transaction of the person's own scope: a
 * slow phone holds neither memory nor a transaction. Thread-safe.
 */
@ApplicationScoped
public class OwnData {

    /** One thing that is kept. */
    public record Item(String kind, Map<String, Object> data) {}

    private record Page(String last, List<Item> items) {}

    static final int PAGE = 500;

    private final Pool pool;
    private final List<OwnDataPart> parts;
    private final PersonalDataBook book;
    private final AuditTrail audit;

    OwnData(Pool pool, Instance<OwnDataPart> parts, PersonalDataBook book, AuditTrail audit) {
        this.pool = pool;
        this.parts = parts.stream().sorted(Comparator.comparing(OwnDataPart::name)).toList();
        this.book = book;
        this.audit = audit;
    }

    /** That it was asked for is on record before the first of it is read. */
    Multi<Item> of(UUID person) {
        return Multi.createBy().concatenating().streams(sealed(person),
                Multi.createFrom().iterable(parts).onItem()
                        .transformToMultiAndConcatenate(part -> pages(person, part)));
    }

    private Multi<Item> sealed(UUID person) {
        return inScope(person, tx -> audit.record(tx, Deed.of(person, Action.OWN_DATA_EXPORTED, person))
                .chain(() -> book.find(tx, person)))
                .map(data -> new Item("PERSONAL_DATA", JsonObject.mapFrom(new Sealed(data)).getMap())).toMulti();
    }

    /** As plain values, which the JSON of Vert.x can write. */
    private record Sealed(String documentKind, String documentNumber, String phone, String healthNotes) {
        Sealed(PersonalData data) {
            this(data.document() == null ? null : data.document().kind().name(),
                    data.document() == null ? null : data.document().number(), data.phone(), data.healthNotes());
        }
    }

    private Multi<Item> pages(UUID person, OwnDataPart part) {
        return Multi.createBy().repeating()
                .uni(() -> new String[1],
                        last -> page(person, part, last[0]).invoke(page -> last[0] = page.last()))
                .until(page -> page.items().isEmpty()).onItem()
                .transformToIterable(Page::items);
    }

    private Uni<Page> page(UUID person, OwnDataPart part, String after) {
        return inScope(person, tx -> tx.preparedQuery(part.sql()).execute(Tuple.of(person, after, PAGE))).map(rows -> {
            var items = new ArrayList<Item>(rows.size());
            String last = after;
            for (Row row : rows) {
                last = row.getString("key");
                items.add(new Item(part.name(), row.getJsonObject("item").getMap()));
            }
            return new Page(last, items);
        });
    }

    private <T> Uni<T> inScope(UUID person, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(tx -> PersonScope.enter(tx, person).chain(() -> work.apply(tx)));
    }
}
