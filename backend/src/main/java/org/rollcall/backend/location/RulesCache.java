package org.rollcall.backend.location;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.rollcall.backend.area.HomeAreas;
import org.rollcall.backend.collection.CollectionModes;
import org.rollcall.backend.collection.CollectionRule;
import org.rollcall.backend.collection.CollectionRules;
import org.rollcall.backend.supervisee.CollectionPeriod;
import org.rollcall.backend.supervisee.CollectionPeriods;
import org.rollcall.backend.travel.Permissions;
import org.rollcall.geofence.Permission;
import org.rollcall.geofence.Rule;
import org.rollcall.geofence.Rulebook;

/**
 * The rules of people, compiled, by person and version. Never stale: the version is read under the lock of the standing,
 * whoever changes a rule moves it on under that lock, and what is not here is read in the same transaction. Bounded;
 * big areas are shared by all who live there. Thread-safe.
 */
@ApplicationScoped
class RulesCache {

    private record Key(UUID person, long version) {}

    private final CollectionPeriods periods;
    private final HomeAreas homes;
    private final Permissions permissions;
    private final JudgingPolicies policies;
    private final CollectionModes modes;
    private final Clock clock;
    private final Cache<Key, PersonRules> compiled;

    RulesCache(CollectionPeriods periods, HomeAreas homes, Permissions permissions, JudgingPolicies policies,
            CollectionModes modes, LocationConfig config, Clock clock, MeterRegistry metrics) {
        this.periods = periods;
        this.homes = homes;
        this.permissions = permissions;
        this.policies = policies;
        this.modes = modes;
        this.clock = clock;
        this.compiled = CaffeineCacheMetrics.monitor(metrics,
                Caffeine.newBuilder().maximumSize(config.rulebooks()).recordStats().build(), "rollcall.rulebooks");
    }

    /** The rules of those whose standings this transaction has locked. */
    Uni<Map<UUID, PersonRules>> of(SqlConnection tx, Collection<LockedStanding> locked) {
        var known = new HashMap<UUID, PersonRules>();
        var missing = new HashMap<UUID, Long>();
        for (var standing : locked) {
            var key = new Key(standing.key().person(), standing.rulesVersion());
            var rules = compiled.getIfPresent(key);
            if (rules == null) {
                missing.put(key.person(), key.version());
            } else {
                known.put(key.person(), rules);
            }
        }
        if (missing.isEmpty()) {
            return Uni.createFrom().item(known);
        }
        return load(tx, missing).map(loaded -> {
            loaded.forEach((person, rules) -> compiled.put(new Key(person, missing.get(person)), rules));
            known.putAll(loaded);
            return known;
        });
    }

    private Uni<Map<UUID, PersonRules>> load(SqlConnection tx, Map<UUID, Long> versions) {
        var people = List.copyOf(versions.keySet());
        return periods.of(tx, people).chain(collecting -> homes.rules(tx, people)
                .chain(home -> permissions.rules(tx, people).chain(leaves -> modes.of(tx, people)
                        .chain(mode -> policies.of(tx, people).map(judged -> {
                            var rules = new HashMap<UUID, PersonRules>();
                            judged.forEach((person, policy) -> rules.put(person,
                                    compile(versions.get(person), collecting.getOrDefault(person, List.of()),
                                            mode.getOrDefault(person, List.of()), policy,
                                            home.getOrDefault(person, List.of()),
                                            leaves.getOrDefault(person, List.of()))));
                            return rules;
                        })))));
    }

    /** All that was read is known, also where another node's clock, which wrote it, is ahead of ours. */
    private Instant knownAt(List<Rule> history) {
        return history.stream()
                .flatMap(rule -> Stream.of(rule.validity().knownFrom(), rule.validity().knownUntil()))
                .filter(at -> !at.equals(Instant.MAX)).reduce(clock.instant(), (a, b) -> a.isAfter(b) ? a : b);
    }

    private PersonRules compile(long version, List<CollectionPeriod> collecting, List<CollectionRule> modes,
            PersonPolicies policy, List<? extends Rule> home, List<Permission> leaves) {
        var history = new ArrayList<Rule>(home);
        history.addAll(leaves);
        return new PersonRules(Rulebook.of(version, history, knownAt(history)), collecting,
                new CollectionRules(policy.zone(), modes, onLeave(leaves)), policy);
    }

    /** By what is believed of the leaves now: what was revoked is no leave. */
    private static BiPredicate<UUID, Instant> onLeave(List<Permission> leaves) {
        var believed = leaves.stream().filter(leave -> leave.validity().knownUntil().equals(Instant.MAX)).toList();
        return (leave, at) -> {
            for (var one : believed) {
                if (one.id().equals(leave) && one.validity().holdsAt(at)) {
                    return true;
                }
            }
            return false;
        };
    }
}
