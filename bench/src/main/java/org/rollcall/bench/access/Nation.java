package org.rollcall.bench.access;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.rollcall.bench.Settings;
import org.rollcall.bench.server.OwnServer;
import org.rollcall.demo.Staff;

/** A tree of 5,000 units, a million people in its offices, some alerts, and staff of an office, a county and all of it. */
final class Nation {

    static final int UNITS = 5_000;
    static final int PEOPLE = 1_000_000;
    static final int ALERTS = 20_000;

    private static final int PREFECTURES = 18;
    private static final int COUNTIES_EACH = 10;
    private static final int OFFICES_EACH = 10;
    private static final String PASSWORD = "a bench has no secrets";

    // The ids of people grow with time, as those that the application makes; neighbours live far apart. What the rows name
    // is there: foreign keys need not be looked up a million times.
    private static final String TREE = """
            \\set QUIET on
            insert into agency_unit (id, parent_id, level, name, created_at)
              select gen_random_uuid(), '{province}', 'PREFECTURE', 'Nation ' || n, now()
              from generate_series(1, {prefectures}) n;
            insert into agency_unit (id, parent_id, level, name, created_at)
              select gen_random_uuid(), u.id, 'COUNTY', 'Nation ' || n, now()
              from agency_unit u, generate_series(1, {counties}) n where u.level = 'PREFECTURE' and u.name like 'Nation %';
            insert into agency_unit (id, parent_id, level, name, created_at)
              select gen_random_uuid(), u.id, 'JUSTICE_OFFICE', 'Nation ' || n, now()
              from agency_unit u, generate_series(1, {offices}) n where u.level = 'COUNTY' and u.name like 'Nation %';
            insert into agency_unit (id, parent_id, level, name, created_at)
              select gen_random_uuid(), u.id, 'VILLAGE', 'Nation ' || n, now()
              from agency_unit u, generate_series(1, 2) n where u.level = 'JUSTICE_OFFICE' and u.name like 'Nation %'
              order by u.id limit {units} - (select count(*) from agency_unit);
            """
            .replace("{prefectures}", "" + PREFECTURES).replace("{counties}", "" + COUNTIES_EACH)
            .replace("{offices}", "" + OFFICES_EACH).replace("{units}", "" + UNITS);

    private static final String REGISTER = """
            \\set QUIET on
            set session_replication_role = replica;
            create temp table office as select id, row_number() over (order by id) - 1 as k from agency_unit
              where level = 'JUSTICE_OFFICE' and name like 'Nation %';
            create temp table somebody as select n, o.id as unit_id,
                (lpad(to_hex(1700000000000 + n), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8'
                  || substr(md5(n::text), 4, 15))::uuid as id
              from generate_series(0, {people} - 1) n join office o on o.k = n % (select count(*) from office);
            insert into account (id, kind, display_name, created_at) select id, 'SUPERVISEE', 'Person', now() from somebody;
            insert into supervisee (id, unit_id, case_number, full_name, legal_basis, term_from, term_until, created_at)
              select id, unit_id, 'NATION-' || n, 'Person', 'PROBATION', current_date - 30, current_date + 365, now()
              from somebody;
            insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling, opened_at,
                changed_at)
              select gen_random_uuid(), id, unit_id, 'AREA_EXIT', 'AREA_EXIT:PHONE', 'WARNING', 'ACTIVE', 'OPEN',
                now() - n * interval '1 second', now() from somebody where n % ({people} / {alerts}) = 0;
            set session_replication_role = origin;
            vacuum analyze account;
            vacuum analyze supervisee;
            vacuum analyze alert;
            analyze;
            """
            .replace("{people}", "" + PEOPLE).replace("{alerts}", "" + ALERTS);

    /** Somebody on the staff, and how far they see. */
    record Asker(String scope, String account, String role, String token, String office) {}

    private final OwnServer server;
    private final Staff admin;

    private Nation(OwnServer server) {
        this.server = server;
        this.admin = server.admin();
    }

    static Nation make(Settings settings, OwnServer server) {
        settings.say(UNITS + " units and " + PEOPLE + " people");
        var nation = new Nation(server);
        server.database().script(TREE.replace("{province}", nation.province()));
        server.database().script(REGISTER);
        return nation;
    }

    private String province() {
        return admin.get("/api/v1/me").get("posts").get(0).get("unitId").asText();
    }

    /** One of an office, one of a county, one of the province. */
    List<Asker> askers() {
        var office = server.query("select unit_id from supervisee where case_number = 'NATION-1'");
        var county = server.query("select parent_id from agency_unit where id = '" + office + "'");
        return List.of(asker("office", "OFFICER", office, office), asker("county", "COUNTY_OFFICER", county, office),
                asker("province", "PROSECUTOR", province(), office));
    }

    private Asker asker(String scope, String role, String unit, String office) {
        var login = "bench." + scope;
        var account = staff(login);
        admin.post("/api/v1/accounts/" + account + "/posts", Map.of("unitId", unit, "role", role));
        var token = server.api().post("/api/v1/sessions", null, credentials(login)).get("accessToken").asText();
        server.api().put("/api/v1/me/password", token,
                Map.of("oldPassword", PASSWORD, "newPassword", PASSWORD + " of my own"));
        return new Asker(scope, account, role, token, office);
    }

    /** A new account; its id. */
    String staff(String login) {
        return admin.post("/api/v1/accounts", Map.of("login", login, "displayName", "Bench", "password", PASSWORD))
                .get("id").asText();
    }

    static Map<String, String> credentials(String login) {
        return Map.of("login", login, "password", PASSWORD);
    }

    /** What the database does for a page of that asker's list, as the application asks for it. */
    List<String> plan(Asker asker) {
        return server.database()
                .script("""
                        begin;
                        set local role rollcall_api;
                        select set_config('rollcall.account_id', '{account}', true), set_config('rollcall.roles',
                          'OFFICER,COUNTY_OFFICER,BUREAU_HEAD,PROSECUTOR', true);
                        explain (analyze, costs off, summary on)
                        with units as materialized (select u.unit_id from unnest(cast((select scope_units()) as uuid[])) as u (unit_id)),
                        few as materialized (select count(*) <= 64 as yes from units)
                        select s.* from (
                          select n.* from units u cross join lateral (select s.id, s.unit_id, s.case_number, s.full_name
                            from supervisee s where s.unit_id = u.unit_id and s.id > '018bcfe5-6900-7000-8000-000000000000'
                            order by s.id limit 51) n where (select yes from few)
                          union all (select s.id, s.unit_id, s.case_number, s.full_name from supervisee s
                            where not (select yes from few) and s.id > '018bcfe5-6900-7000-8000-000000000000'
                            order by s.id limit 51)) s order by s.id limit 51;
                        rollback;
                        """
                        .replace("{account}", asker.account()))
                .lines()
                .filter(line -> !line.matches("BEGIN|SET|ROLLBACK|.*\\|.*")).collect(Collectors.toList());
    }
}
