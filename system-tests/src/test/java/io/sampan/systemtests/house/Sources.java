package io.sampan.systemtests.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/// The product's sources, read by javac's own parser.
///
/// @param files each with its number of lines
/// @param types every named type
/// @param methods every method and constructor that is written down
record Sources(List<SourceFile> files, List<Type> types, List<Method> methods) {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /// Modules that users never run, and those whose code is no Java.
    private static final List<String> NOT_PRODUCT = List.of("benchmarks", "fuzz", "system-tests");

    /// @param path below the project
    record SourceFile(Path path, int lines) {}

    /// @param isTop is it no other type's member?
    /// @param isOpen can other packages name it?
    record Type(Path path, String name, boolean isTop, boolean isOpen, boolean isDocumented) {}

    /// @param owner the type's simple name
    /// @param lines from its first to its last, with annotations
    /// @param isOpen can other packages call it?
    record Method(
            Path path,
            String owner,
            String name,
            int lines,
            boolean isOpen,
            boolean isOverride,
            boolean isDocumented) {

        @Override
        public String toString() {
            return owner + "." + name + " in " + path;
        }
    }

    /// All of the product.
    static Sources ofProduct() throws IOException {
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var units = manager.getJavaFileObjectsFromPaths(javaFiles());
            var options = List.of("--release", "25", "-proc:none");
            var task = (JavacTask) compiler.getTask(null, manager, null, options, null, units);
            var found = new Sources(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (var unit : task.parse()) {
                new Reader(unit, DocTrees.instance(task), found).read();
            }
            return found;
        }
    }

    private static List<Path> javaFiles() throws IOException {
        var files = new ArrayList<Path>();
        try (var modules = Files.list(ROOT)) {
            for (var main : modules.filter(Sources::isProduct).map(Sources::main).toList()) {
                try (var below = Files.walk(main)) {
                    below.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
                }
            }
        }
        return files;
    }

    private static boolean isProduct(Path module) {
        return Files.isDirectory(main(module))
                && !NOT_PRODUCT.contains(module.getFileName().toString());
    }

    private static Path main(Path module) {
        return module.resolve("src/main/java");
    }

    /// Reads one file. A method is open where its type and all types around it are.
    private static final class Reader extends TreePathScanner<Void, Boolean> {

        private final CompilationUnitTree unit;
        private final DocTrees trees;
        private final SourcePositions positions;
        private final Path path;
        private final Sources found;
        private final Deque<ClassTree> around = new ArrayDeque<>();

        Reader(CompilationUnitTree unit, DocTrees trees, Sources found) {
            this.unit = unit;
            this.trees = trees;
            this.positions = trees.getSourcePositions();
            this.path = ROOT.relativize(Path.of(unit.getSourceFile().toUri()));
            this.found = found;
        }

        void read() throws IOException {
            var text = unit.getSourceFile().getCharContent(true).toString();
            found.files().add(new SourceFile(path, (int) text.lines().count()));
            scan(unit, true);
        }

        @Override
        public Void visitClass(ClassTree type, Boolean open) {
            var name = type.getSimpleName().toString();
            var isOpen = open && !name.isEmpty() && isOpen(type.getModifiers().getFlags());
            if (!name.isEmpty()) {
                found.types().add(new Type(path, name, around.isEmpty(), isOpen, isDocumented()));
            }
            around.push(type);
            super.visitClass(type, isOpen);
            around.pop();
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Boolean open) {
            if (positions.getStartPosition(unit, method) >= 0) {
                found.methods()
                        .add(
                                new Method(
                                        path,
                                        around.element().getSimpleName().toString(),
                                        method.getName().toString(),
                                        lines(method),
                                        open && isOpen(method.getModifiers().getFlags()),
                                        isOverride(method),
                                        isDocumented()));
            }
            return super.visitMethod(method, false);
        }

        private boolean isOpen(java.util.Set<Modifier> flags) {
            var inInterface =
                    !around.isEmpty() && around.element().getKind() == Tree.Kind.INTERFACE;
            return flags.contains(Modifier.PUBLIC)
                    || (inInterface && !flags.contains(Modifier.PRIVATE));
        }

        private static boolean isOverride(MethodTree method) {
            return method.getModifiers().getAnnotations().stream()
                    .anyMatch(a -> a.getAnnotationType().toString().endsWith("Override"));
        }

        private boolean isDocumented() {
            return trees.getDocComment(getCurrentPath()) != null;
        }

        private int lines(MethodTree method) {
            var map = unit.getLineMap();
            return (int)
                    (map.getLineNumber(positions.getEndPosition(unit, method))
                            - map.getLineNumber(positions.getStartPosition(unit, method))
                            + 1);
        }
    }

    Stream<Type> topTypes() {
        return types.stream().filter(Type::isTop);
    }
}
