package org.rollcall.backend.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import org.rollcall.openapi.ContractDocument;

/**
 * Who may ask what, and about whom: one row an operation, read from the contract, which is where it is declared
 * ({@code x-rollcall-roles}). The document and {@link AccessMatrixTest} are made of it.
 */
record AccessMatrix(List<Row> rows) {

    // No text block: the formatter indents its lines, which makes code of them.
    private static final String HEAD = String.join("\n", "# Access matrix", "",
            "Who may ask what. Made by `ContractDriftTest` from `x-rollcall-roles` in `openapi/rollcall.yaml`; do not",
            "edit. `ContractDriftTest` holds the code to the same rows, `EveryOperationDeniesTest` and",
            "`AccessMatrixTest` ask each with every role.", "",
            "A role counts within the subtrees of the posts that have it, while they last; posts add up. Where something is",
            "not in scope there is no such thing: 404. Without a token: 401. With a role that is not named: 403.", "",
            "");

    static final List<String> ROLES = List.of("ADMIN", "OPERATOR", "TEAM_MEMBER", "VILLAGE_ASSISTANT", "OFFICER",
            "COUNTY_OFFICER",
            "BUREAU_HEAD", "SUPERIOR", "PROSECUTOR", "DUTY_OFFICER", "SUPERVISEE", "GUARDIAN");

    /** What of all that the role may ask for is the asker's. */
    enum Reach {
        /** Asked before there is anybody who asks, or by whoever holds another secret. */
        OPEN("nobody's session is asked for; the operation checks its own secret, or tells nothing of anybody"),
        /** Whatever the request says, it is about the asker. */
        SELF("the asker alone"),
        /** The path names something; outside the subtrees of the asker's posts there is no such thing: 404. */
        NAMED("what the path names must lie in a subtree of the asker's posts, else 404"),
        /** Nothing is named in the path: only what lies in scope is answered, and only that may be named in the body. */
        WITHIN("only what lies in a subtree of the asker's posts is answered, or may be named in the body");

        private final String meaning;

        Reach(String meaning) {
            this.meaning = meaning;
        }
    }

    /** One operation. No roles where it is open. */
    record Row(String method, String path, String operationId, Set<String> roles, Reach reach) {}

    static AccessMatrix ofTheContract() {
        var rows = new ArrayList<Row>();
        new OpenAPIV3Parser().readContents(new String(ContractDocument.yaml(), StandardCharsets.UTF_8)).getOpenAPI()
                .getPaths().forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) -> rows.add(row(method.name(), path, operation))));
        return new AccessMatrix(List.copyOf(rows));
    }

    private static Row row(String method, String path, Operation operation) {
        var roles = new TreeSet<String>();
        ((List<?>) operation.getExtensions().get("x-rollcall-roles")).forEach(role -> roles.add(role.toString()));
        if (!ROLES.containsAll(roles)) {
            throw new AssertionError(operation.getOperationId() + " lets in a role that nobody can hold: " + roles);
        }
        return new Row(method, path, operation.getOperationId(), roles, reach(path, roles));
    }

    private static Reach reach(String path, Set<String> roles) {
        if (roles.isEmpty()) {
            return Reach.OPEN;
        }
        if (path.equals("/me") || path.startsWith("/me/")) {
            return Reach.SELF;
        }
        return path.contains("{") ? Reach.NAMED : Reach.WITHIN;
    }

    String render() {
        var text = new StringBuilder(HEAD);
        for (var reach : Reach.values()) {
            text.append("- ").append(reach).append(": ").append(reach.meaning).append('\n');
        }
        text.append("\n| operation | reach | ").append(String.join(" | ", ROLES)).append(" |\n| --- | --- |");
        text.append(" --- |".repeat(ROLES.size())).append('\n');
        for (var row : rows) {
            text.append("| `").append(row.method()).append(' ').append(row.path()).append("` | ").append(row.reach());
            for (var role : ROLES) {
                text.append(" | ").append(row.roles().isEmpty() ? "open" : row.roles().contains(role) ? "yes" : "no");
            }
            text.append(" |\n");
        }
        return text.toString();
    }
}
