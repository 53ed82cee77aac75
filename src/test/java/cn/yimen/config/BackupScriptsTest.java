package cn.yimen.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** OP-1: what the scripts of backup and restore tell Docker, and when they refuse. No engine is needed. */
@NullUnmarked
class BackupScriptsTest {

    /** Writes down what it is told; gives and takes what the real one would. */
    private static final String DOCKER = """
            #!/bin/sh
            echo "$*" >>"$TOLD"
            case "$*" in
            *pg_dump*) echo rows ;;
            *"tar application -C /data -cf -"*) echo scan >scan && tar -cf - scan ;;
            *"tar application -C /data -xf -"*) tar -xOf - >"$TOLD.files" ;;
            *pg_tables*) echo "$TABLES" ;;
            *pg_restore*) cat >"$TOLD.database" ;;
            esac
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void place() throws IOException {
        for (var script : List.of("backup", "restore")) {
            var copy = folder.resolve("src/docker/" + script);
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of("src/docker/" + script), copy);
        }
        var docker = Files.createDirectories(folder.resolve("bin")).resolve("docker");
        Files.writeString(docker, DOCKER);
        assertThat(docker.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve(".env"), "");
    }

    @Test
    void op1WhatIsTakenComesBackIntoAnEmptyPlace() throws Exception {
        var backup = backup();
        assertThat(told()).hasSize(2).first().asString().contains("pg_dump --username=postgres --format=custom yimen");
        assertThat(backup).isDirectoryContaining("glob:**/{SHA256SUMS}").isDirectoryContaining("glob:**/files.tar");

        assertThat(run("0", "restore", backup.toString()).code()).isZero();
        assertThat(folder.resolve("told.database")).hasContent("rows");
        assertThat(folder.resolve("told.files")).hasContent("scan");
        assertThat(told().subList(2, 8))
                .extracting(line -> line.replaceFirst("compose ", "").split(" ")[0])
                .containsExactly("stop", "up", "exec", "exec", "run", "up");
    }

    @Test
    void op1ADamagedBackupAndAFilledDatabaseAreRefusedBeforeAnythingIsDone() throws Exception {
        var backup = backup();
        assertThat(run("118", "restore", backup.toString()).words()).contains("the database is not empty (118 tables)");
        Files.writeString(backup.resolve("database.dump"), "row");
        var before = told().size();
        assertThat(run("0", "restore", backup.toString()).code()).isNotZero();
        assertThat(told()).hasSize(before);
        assertThat(folder.resolve("told.database")).doesNotExist();
    }

    @Test
    void op1TheArchiveKeepsTheSettingsOfTheDatabase() throws IOException {
        assertThat(command("src/docker/archive.yml"))
                .startsWith(command("docker-compose.yml").toArray(new String[0]));
    }

    @SuppressWarnings("unchecked")
    private static List<String> command(String file) throws IOException {
        var all = new Yaml().<java.util.Map<String, Object>>load(Files.readString(Path.of(file)));
        var services = (java.util.Map<String, java.util.Map<String, Object>>) all.get("services");
        assertThat(services).isNotNull();
        return (List<String>) services.get("database").get("command");
    }

    private Path backup() throws Exception {
        var done = run("0", "backup", "kept");
        assertThat(done.code()).as(done.words()).isZero();
        return Path.of(done.words().strip());
    }

    private List<String> told() throws IOException {
        return Files.readAllLines(folder.resolve("told"));
    }

    private record Done(int code, String words) {}

    private Done run(String tables, String script, String argument) throws Exception {
        var builder = new ProcessBuilder("sh", "src/docker/" + script, argument)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("TOLD", folder.resolve("told").toString());
        builder.environment().put("TABLES", tables);
        var process = builder.start();
        var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Done(process.waitFor(), words);
    }
}
