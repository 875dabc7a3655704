package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Holds how large packages, classes, methods and records of the product may grow before they are divided. */
class SizesTest {
    private static final Path ROOT = Path.of("..");
    private static final int MOST_TYPES_OF_A_PACKAGE = 40;
    private static final int MOST_LINES_OF_A_FILE = 300;
    private static final int MOST_LINES_OF_A_METHOD = 60;
    private static final int MOST_COMPONENTS = 12;

    @Test
    void packagesClassesMethodsAndRecordsAreSmall() throws IOException {
        Sizes sizes = new Sizes();
        Map<String, Set<String>> typesOfPackages = new TreeMap<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
                    files.getJavaFileObjectsFromPaths(sources()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                sizes.look(unit, positions);
                for (Tree type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree declared) {
                        typesOfPackages.computeIfAbsent(unit.getPackageName().toString(), name -> new TreeSet<>())
                                .add(declared.getSimpleName().toString());
                    }
                }
            }
        }
        assertThat(typesOfPackages).as("packages that were found").hasSizeGreaterThan(20);
        typesOfPackages.forEach((name, types) -> sizes.compare("package " + name, types.size(),
                MOST_TYPES_OF_A_PACKAGE, "types"));
        assertThat(sizes.tooLarge).as("divide these, each along an idea").isEmpty();
    }

    /** All Java files of all modules, without those of their tests. */
    private static List<Path> sources() throws IOException {
        try (Stream<Path> poms = Files.find(ROOT, 3, (file, kind) -> file.endsWith("pom.xml"))) {
            return poms.map(pom -> pom.resolveSibling("src").resolve("main").resolve("java"))
                    .filter(Files::isDirectory).flatMap(SizesTest::javaFiles).sorted().toList();
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Collects what is larger than it may be. */
    private static final class Sizes {
        private final List<String> tooLarge = new ArrayList<>();

        void compare(String what, long size, int most, String unit) {
            if (size > most) {
                tooLarge.add(what);
                System.out.println(what + " has " + size + ' ' + unit + ", and may have " + most);
            }
        }

        void look(CompilationUnitTree unit, SourcePositions positions) throws IOException {
            String text = unit.getSourceFile().getCharContent(true).toString();
            String name = unit.getPackageName() + "." + Path.of(unit.getSourceFile().getName()).getFileName();
            compare("file " + name, text.lines().count(), MOST_LINES_OF_A_FILE, "lines");
            new TreePathScanner<Void, Void>() {
                @Override
                public Void visitMethod(MethodTree method, Void nothing) {
                    long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
                    long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
                    compare("method " + name + '#' + method.getName(), last - first + 1, MOST_LINES_OF_A_METHOD,
                            "lines");
                    return super.visitMethod(method, nothing);
                }

                @Override
                public Void visitClass(ClassTree type, Void nothing) {
                    if (type.getKind() == Tree.Kind.RECORD) {
                        compare("record " + unit.getPackageName() + '.' + type.getSimpleName(), type.getMembers()
                                .stream().filter(Sizes::isComponent).count(), MOST_COMPONENTS, "components");
                    }
                    return super.visitClass(type, nothing);
                }
            }.scan(unit, null);
        }

        /** Fields of a record that are not static are those of its components: it can have no other ones. */
        private static boolean isComponent(Tree member) {
            return member instanceof VariableTree field && !field.getModifiers().getFlags().contains(Modifier.STATIC);
        }
    }
}
