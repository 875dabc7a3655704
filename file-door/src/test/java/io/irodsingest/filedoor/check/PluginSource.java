package io.irodsingest.filedoor.check;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.handlerapi.batch.FileChecker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** Makes plug-ins of the source of a checker, compiled against the handler API and nothing else. */
public final class PluginSource {
    private PluginSource() {}

    /**
     * @param type the name of the class, which is in no package
     * @param scratch where it is compiled
     * @param jar that is written
     */
    public static void pack(String type, String source, Path scratch, Path jar) throws IOException {
        Path file = Files.writeString(scratch.resolve(type + ".java"), source);
        Path classes = Files.createDirectories(scratch.resolve("classes-" + type));
        String api = Path.of(FileChecker.class.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
        assertThat(ToolProvider.getSystemJavaCompiler().run(InputStream.nullInputStream(),
                OutputStream.nullOutputStream(), System.err, "-proc:none", "-cp", api, "-d", classes.toString(),
                file.toString())).isZero();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/services/" + FileChecker.class.getName()));
            out.write(type.getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new JarEntry(type + ".class"));
            out.write(Files.readAllBytes(classes.resolve(type + ".class")));
        }
    }
}
