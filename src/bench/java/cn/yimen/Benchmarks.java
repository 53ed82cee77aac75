package cn.yimen;

import java.io.File;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import javax.tools.ToolProvider;
import org.openjdk.jmh.generators.bytecode.JmhBytecodeGenerator;

/**
 * Runs the benchmarks of {@code src/bench/java}: {@code ./mvnw -Pbench test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=cn.yimen.Benchmarks -Dexec.args=MeansTest}. The harness is generated from the compiled classes, since the
 * compiler's processor path belongs to the checks.
 */
public final class Benchmarks {

    private static final Path TARGET = Path.of("target", "jmh");

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        var input = copy(Path.of("target", "test-classes"));
        var sources = Files.createDirectories(TARGET.resolve("sources"));
        var classes = Files.createDirectories(TARGET.resolve("classes"));
        var classpath = classes + File.pathSeparator + classpath(); // before the generator sets its own loader
        JmhBytecodeGenerator.main(new String[] {input.toString(), sources.toString(), classes.toString(), "default"});
        compile(sources, classes, classpath);
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classpath));
        command.add("org.openjdk.jmh.Main");
        command.addAll(List.of(args));
        System.exit(new ProcessBuilder(command).inheritIO().start().waitFor());
    }

    /** Only the benchmarks themselves: the generator looks at every class it is given. */
    private static Path copy(Path from) throws IOException {
        var input = TARGET.resolve("input");
        try (var files = Files.walk(from)) {
            for (var file : files.filter(path -> path.toString().endsWith("Benchmark.class"))
                    .toList()) {
                var to = input.resolve(from.relativize(file));
                Files.createDirectories(to.getParent());
                Files.write(to, Files.readAllBytes(file));
            }
        }
        return input;
    }

    private static String classpath() {
        var entries = new LinkedHashSet<String>();
        if (Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader) {
            for (var url : loader.getURLs()) {
                entries.add(Path.of(url.getPath()).toString());
            }
        }
        if (entries.isEmpty()) {
            return System.getProperty("java.class.path");
        }
        return String.join(File.pathSeparator, entries);
    }

    private static void compile(Path sources, Path classes, String classpath) throws IOException {
        var options = new ArrayList<>(List.of("-proc:none", "-cp", classpath, "-d", classes.toString()));
        try (var files = Files.walk(sources)) {
            files.filter(path -> path.toString().endsWith(".java")).forEach(path -> options.add(path.toString()));
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("the harness does not compile");
        }
    }
}
