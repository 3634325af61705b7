package org.rollcall.backend.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import javax.tools.ToolProvider;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;

/**
 * The settings that sources declare, by {@code @ConfigMapping} interfaces and {@code @ConfigProperty} injection, read by
 * the JDK's own parser because only sources have Javadoc.
 */
final class DeclaredSettings {

    /**
     * @param standard the default, if there is one
     * @param meaning the first sentence of the Javadoc; empty where there is none
     */
    record Setting(String key, String type, Optional<String> standard, String meaning) {}

    private final Path sources;

    DeclaredSettings(Path sources) {
        this.sources = sources;
    }

    /** All of them, sorted by key. */
    List<Setting> list() {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null); var paths = Files.walk(sources)) {
            var units = files
                    .getJavaFileObjectsFromPaths(paths.filter(path -> path.toString().endsWith(".java")).toList());
            var task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null, units);
            var scanner = new Scanner(DocTrees.instance(task));
            for (var unit : task.parse()) {
                scanner.scan(new TreePath(unit), null);
            }
            return scanner.settings();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Scanner extends TreePathScanner<Void, Void> {

        private final DocTrees trees;
        private final List<Setting> found = new ArrayList<>();
        private final Map<String, TreePath> interfaces = new HashMap<>();
        private final Map<String, TreePath> mappings = new HashMap<>();

        Scanner(DocTrees trees) {
            this.trees = trees;
        }

        List<Setting> settings() {
            mappings.forEach((prefix, mapping) -> addMembers(prefix, mapping));
            return found.stream().distinct().sorted(Comparator.comparing(Setting::key)).toList();
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            interfaces.put(type.getSimpleName().toString(), getCurrentPath());
            annotation(type.getModifiers(), "ConfigMapping")
                    .ifPresent(mapping -> mappings.put(argument(mapping, "prefix").orElse(""), getCurrentPath()));
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitVariable(VariableTree variable, Void nothing) {
            annotation(variable.getModifiers(), "ConfigProperty").ifPresent(property -> found.add(
                    new Setting(argument(property, "name").orElseThrow(), typeName(variable.getType().toString()),
                            argument(property, "defaultValue"), "")));
            return super.visitVariable(variable, nothing);
        }

        private void addMembers(String prefix, TreePath mapping) {
            for (var member : ((ClassTree) mapping.getLeaf()).getMembers()) {
                if (member instanceof MethodTree method && method.getBody() == null) {
                    add(prefix, method, new TreePath(mapping, method));
                }
            }
        }

        private void add(String prefix, MethodTree method, TreePath path) {
            var name = annotation(method.getModifiers(), "WithName").flatMap(with -> argument(with, "value"))
                    .orElse(kebab(method.getName().toString()));
            var key = prefix + "." + name;
            var type = typeName(method.getReturnType().toString());
            var nested = interfaces.get(type.substring(type.lastIndexOf('.') + 1));
            if (nested != null && trees.getElement(nested) == null && isInterface(nested)) {
                addMembers(key, nested);
                return;
            }
            found.add(new Setting(key, type,
                    annotation(method.getModifiers(), "WithDefault").flatMap(with -> argument(with, "value")),
                    firstSentence(path)));
        }

        private static boolean isInterface(TreePath path) {
            return path.getLeaf().getKind() == com.sun.source.tree.Tree.Kind.INTERFACE;
        }

        private String firstSentence(TreePath path) {
            var comment = trees.getDocCommentTree(path);
            if (comment == null) {
                return "";
            }
            var text = new StringBuilder();
            comment.getFirstSentence().forEach(part -> text.append(part).append(' '));
            return text.toString().replaceAll("\\{@(?:code|link|literal)\\s+([^}]*)}", "`$1`").replaceAll("<[^>]*>", "")
                    .replaceAll("\\s+", " ").replace(" .", ".").strip();
        }

        private static Optional<AnnotationTree> annotation(ModifiersTree modifiers, String name) {
            return modifiers.getAnnotations().stream().map(AnnotationTree.class::cast)
                    .filter(annotation -> annotation.getAnnotationType().toString().endsWith(name)).findFirst();
        }

        private static Optional<String> argument(AnnotationTree annotation, String name) {
            for (ExpressionTree argument : annotation.getArguments()) {
                if (argument instanceof AssignmentTree assignment && assignment.getVariable().toString().equals(name)) {
                    return Optional.of(text(assignment.getExpression()));
                }
                if (!(argument instanceof AssignmentTree) && name.equals("value")) {
                    return Optional.of(text(argument));
                }
            }
            return Optional.empty();
        }

        private static String text(ExpressionTree expression) {
            return expression instanceof LiteralTree literal
                    ? String.valueOf(literal.getValue())
                    : expression.toString();
        }

        private static String typeName(String type) {
            return type.replaceAll("^(?:Optional|Supplier|Provider)<(.*)>$", "$1");
        }

        private static String kebab(String name) {
            return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        }
    }
}
