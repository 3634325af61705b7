package org.rollcall.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.rollcall.bench.BenchException;
import org.rollcall.bench.Settings;
import org.rollcall.bench.world.World;

/**
 * The people of a {@link World}, in the database by the ten thousand. One person with each kind of client is made over
 * the API; everybody else is a copy of all rows of one of them, with an id, a phone and a county of their own, so that
 * nobody differs from a person whom the API made.
 */
public final class Crowd {

    private static final int COUNTIES_A_REQUEST = 5;
    private static final int MODEL_NUMBER = 90_000_000;

    /** Of the kinds of client in their order, so many people each, numbered on. */
    private static final List<String> DIALECTS = List.of("NATIVE", "OWNTRACKS", "TRACCAR");

    private final Settings settings;
    private final OwnServer server;
    private final World world;
    private final PhoneKey key;

    public Crowd(Settings settings, OwnServer server, World world, PhoneKey key) {
        this.settings = settings;
        this.server = server;
        this.world = world;
        this.key = key;
    }

    /** Makes that many people of each kind of client: the first with our own, then OwnTracks, then Traccar. */
    public Population settle(int each) {
        return settle(List.of(each, each, each));
    }

    /** The same with numbers of their own. */
    public Population settle(List<Integer> numbers) {
        settings.say(IntStream.range(0, numbers.size()).map(numbers::get).sum() + " people");
        var population = Population.in(server, collection(0, 1));
        for (int c = 1; c < World.COUNTIES; c += COUNTIES_A_REQUEST) {
            population.importAreas(collection(c, Math.min(World.COUNTIES, c + COUNTIES_A_REQUEST)));
        }
        int first = 0;
        for (int kind = 0; kind < numbers.size(); kind++) {
            if (numbers.get(kind) > 0) {
                copy(population, DIALECTS.get(kind), first, numbers.get(kind));
            }
            first += numbers.get(kind);
        }
        server.database().script("analyze;");
        return population;
    }

    private void copy(Population population, String dialect, int first, int count) {
        var model = population.person(MODEL_NUMBER + first);
        population.enrol(model, dialect.equals("NATIVE")
                ? Map.of("dialect", dialect, "publicKey", key.jwk())
                : Map.of("dialect", dialect));
        var file = settings.work().resolve("crowd.tsv");
        write(file, dialect, first, count);
        server.database().script(COPY.replace("{file}", file.toString()).replace("{model}", model));
        var differing = server.query(DIFFERING.replace("{model}", model).replace("{copy}",
                world.person(first).toString()));
        if (!differing.isEmpty()) {
            throw new BenchException("a copied person differs from the model in " + differing);
        }
    }

    private void write(Path file, String dialect, int first, int count) {
        var hex = HexFormat.of();
        try (var out = Files.newBufferedWriter(file)) {
            for (int n = first; n < first + count; n++) {
                var hash = dialect.equals("NATIVE") ? "\\N" : "\\\\x" + hex.formatHex(sha256(world.secret(n)));
                out.write(n + "\t" + world.person(n) + "\t" + world.device(n) + "\t" + hash + "\t"
                        + code(world.county(n)) + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sha256(String word) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(word.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String code(int county) {
        return "BENCH-" + county;
    }

    private Map<String, Object> collection(int from, int until) {
        var features = IntStream.range(from, until).mapToObj(county -> Map.of("type", "Feature", "properties",
                Map.of("code", code(county), "name", "County " + county), "geometry",
                Map.of("type", "Polygon", "coordinates", rings((Polygon) world.shape(county))))).toList();
        return Map.of("type", "FeatureCollection", "features", features);
    }

    private static List<List<double[]>> rings(Polygon polygon) {
        var rings = new ArrayList<List<double[]>>();
        rings.add(ring(polygon.getExteriorRing()));
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            rings.add(ring(polygon.getInteriorRingN(i)));
        }
        return rings;
    }

    private static List<double[]> ring(LinearRing ring) {
        return List.of(ring.getCoordinates()).stream().map((Coordinate c) -> new double[]{c.x, c.y}).toList();
    }

    // Rows that come by themselves (a standing's deadline, a look) or say how the model came to be (codes, audit) are not
    // copied.
    private static final String TABLES = """
            select c.relname::text as name, case c.relname when 'account' then 'id' when 'supervisee' then 'id'
              else 'supervisee_id' end as key
            from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not c.relispartition
              and (c.relname in ('account', 'supervisee') or exists (select from pg_attribute a
                where a.attrelid = c.oid and a.attname = 'supervisee_id' and not a.attisdropped))
              and c.relname not in ('standing_due', 'watch_due', 'silence', 'enrolment_code', 'alert')
            order by case c.relname when 'account' then 0 when 'supervisee' then 1 when 'standing' then 2
              when 'legal_instruction' then 3 else 4 end,
              c.relname""";

    // What of a row is not the model's: of which table ('' for whatever refers to a person), which column, and its value.
    private static final String OWN = """
            ('account', 'id', 'c.id'), ('account', 'display_name', '''Person '' || c.n'),
            ('supervisee', 'id', 'c.id'), ('supervisee', 'case_number', '''BENCH-'' || c.n'),
            ('', 'supervisee_id', 'c.id'), ('', 'id', 'gen_random_uuid()'), ('device', 'id', 'c.device'),
            ('device', 'secret_hash', 'c.secret_hash'), ('legal_instruction', 'id', 'md5(c.id::text)::uuid'),
            ('location_mode', 'instruction_id', 'md5(c.id::text)::uuid'), ('home_area', 'area_id', 'a.id'),
            ('standing', 'state', '''''::bytea'), ('standing', 'judged_seq', '0')""";

    private static final String COPY = """
            \\set QUIET on
            create temp table crowd (n int, id uuid, device uuid, secret_hash bytea, county text);
            \\copy crowd from '{file}'
            do $$
            declare
              t record;
              columns text;
              cells text;
            begin
              for t in {tables} loop
                select string_agg(quote_ident(c.column_name), ', ' order by c.ordinal_position),
                  string_agg(coalesce(o.cell, 't.' || quote_ident(c.column_name)), ', ' order by c.ordinal_position)
                  into columns, cells
                  from information_schema.columns c left join (values {own}) o (kind, name, cell)
                    on o.name = c.column_name and case t.name when 'account' then o.kind = 'account'
                      when 'supervisee' then o.kind = 'supervisee' else o.kind = t.name or o.kind = ''
                        and not exists (select from (values {own}) more (kind, name, cell)
                          where more.kind = t.name and more.name = c.column_name) end
                  where c.table_schema = 'public' and c.table_name = t.name and c.is_generated = 'NEVER';
                -- What a copy refers to is there, since it is there of the model: nobody needs to look. Standings are
                -- inserted as always, since looks and deadlines come by that.
                perform set_config('session_replication_role',
                  case t.name when 'standing' then 'origin' else 'replica' end, true);
                execute format('insert into %1$I (%2$s) select %3$s from crowd c'
                  || ' left join area a on a.code = c.county join %1$I t on t.%4$I = %5$L order by c.n', t.name, columns,
                  cells, t.key, '{model}');
              end loop;
            end $$;
            -- As they lie where everybody was looked at once: not all of them now.
            update watch_due set due_at = now() + random() * interval '2 hours';
            """
            .replace("{tables}", TABLES).replace("{own}", OWN);

    // Tables in which the two do not have as many rows.
    private static final String DIFFERING = """
            with t as materialized ({tables}) select coalesce(string_agg(t.name, ', '), '') from t
            where (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I where %I = ''{model}''', t.name,
              t.key), false, true, '')))[1]::text <> (xpath('/row/n/text()', query_to_xml(format(
              'select count(*) as n from %I where %I = ''{copy}''', t.name, t.key), false, true, '')))[1]::text
            """
            .replace("{tables}", TABLES);
}
