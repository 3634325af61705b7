package org.rollcall.backend.testing;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.security.Authenticated;

/** The operations that the application's code serves, read from its classes: {@code POST /sessions} and the like. */
public final class Endpoints {

    /** Whoever has signed in. */
    public static final Set<String> EVERYBODY_KNOWN = Set.of("ADMIN", "OPERATOR", "TEAM_MEMBER", "VILLAGE_ASSISTANT",
            "OFFICER", "COUNTY_OFFICER",
            "BUREAU_HEAD", "SUPERIOR", "PROSECUTOR", "DUTY_OFFICER", "SUPERVISEE", "GUARDIAN");

    private static final List<Class<? extends java.lang.annotation.Annotation>> METHODS = List.of(GET.class, POST.class,
            PUT.class, DELETE.class, PATCH.class);

    private Endpoints() {
    }

    /** Each operation and the roles that its annotations let in; the empty set lets everybody in. */
    public static TreeMap<String, Set<String>> served() {
        return new TreeMap<>(Read.SERVED);
    }

    /** Read once: it takes seconds, and is asked for each operation. */
    private static final class Read {
        private static final TreeMap<String, Set<String>> SERVED = read();
    }

    private static TreeMap<String, Set<String>> read() {
        var served = new TreeMap<String, Set<String>>();
        new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.rollcall.backend").stream().filter(type -> type.isAnnotatedWith(Path.class))
                .flatMap(type -> type.getMethods().stream())
                .forEach(method -> verbs(method).forEach(verb -> served.put(verb + " " + path(method), roles(method))));
        return served;
    }

    private static Stream<String> verbs(JavaMethod method) {
        return METHODS.stream().filter(method::isAnnotatedWith).map(Class::getSimpleName);
    }

    private static String path(JavaMethod method) {
        var below = method.isAnnotatedWith(Path.class) ? method.getAnnotationOfType(Path.class).value() : "";
        var joined = Stream.of(method.getOwner().getAnnotationOfType(Path.class).value(), below)
                .flatMap(part -> Stream.of(part.split("/"))).filter(part -> !part.isEmpty())
                .reduce("", (path, part) -> path + "/" + part);
        // {id: regex} is a path parameter as {id} is.
        return joined.replaceAll("\\{\\s*(\\w+)\\s*:[^}]*}", "{$1}");
    }

    private static Set<String> roles(JavaMethod method) {
        if (method.isAnnotatedWith(PermitAll.class)) {
            return Set.of();
        }
        if (method.isAnnotatedWith(RolesAllowed.class)) {
            return new TreeSet<>(Set.of(method.getAnnotationOfType(RolesAllowed.class).value()));
        }
        if (method.isAnnotatedWith(Authenticated.class)) {
            return new TreeSet<>(EVERYBODY_KNOWN);
        }
        return roles(method.getOwner());
    }

    private static Set<String> roles(JavaClass type) {
        if (type.isAnnotatedWith(RolesAllowed.class)) {
            return new TreeSet<>(Set.of(type.getAnnotationOfType(RolesAllowed.class).value()));
        }
        if (type.isAnnotatedWith(Authenticated.class)) {
            return new TreeSet<>(EVERYBODY_KNOWN);
        }
        if (type.isAnnotatedWith(PermitAll.class)) {
            return Set.of();
        }
        throw new AssertionError(type.getName() + " does not say who may ask");
    }
}
