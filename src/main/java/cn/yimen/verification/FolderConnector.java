package cn.yimen.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * 文件交换: leaves the question as a file in {@code exchange/<source>/out} and reads the answer of the same name from
 * {@code exchange/<source>/in}. What carries the files between is not ours (a gateway, a courier, a bridge of networks).
 */
@Component
class FolderConnector implements Connector {

    private static final long MOST = 8L << 20;

    private final Path folder;
    private final Sources sources;
    private final Clock clock;

    FolderConnector(@Value("${yimen.data-folder}") Path data, Sources sources, Clock clock) {
        this.folder = data.resolve("exchange");
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public String code() {
        return "FOLDER";
    }

    @Override
    public String words() {
        return "文件交换目录";
    }

    @Override
    public Reply ask(Inquiry inquiry) {
        var place = folder.resolve(inquiry.source().code());
        var answer = place.resolve("in").resolve(inquiry.key() + ".csv");
        try {
            if (Files.isRegularFile(answer)) {
                return read(inquiry.source(), answer);
            }
            var question = place.resolve("out").resolve(inquiry.key() + ".csv");
            if (!Files.exists(question)) {
                Files.createDirectories(question.getParent());
                Files.createDirectories(answer.getParent());
                var half = Files.createTempFile(question.getParent(), "new", ".part");
                Files.writeString(half, text(inquiry), StandardCharsets.UTF_8);
                Files.move(half, question, StandardCopyOption.ATOMIC_MOVE);
            }
            return new Reply.Later();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Inquiry inquiry) {
        var text = new StringBuilder("\uFEFF编号,姓名,身份证号\r\n");
        for (var person : inquiry.people()) {
            text.append(person.ref())
                    .append(",\"")
                    .append(person.name().replace("\"", "\"\""))
                    .append("\",")
                    .append(person.identity())
                    .append("\r\n");
        }
        return text.toString();
    }

    private Reply read(VerificationSource source, Path answer) throws IOException {
        if (Files.size(answer) > MOST) {
            throw new ConnectorTrouble("答复文件太大，请检查交换目录");
        }
        var content = Files.readAllBytes(answer);
        if (new String(content, StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .strip()
                .equals("无记录")) {
            return new Reply.Answered(LocalDate.now(clock), java.util.List.of());
        }
        try {
            var file = TableFile.of(content);
            var columns = sources.guess(source, file.head());
            var rows = new ArrayList<Map<String, String>>();
            try (var lines = file.lines()) {
                lines.forEachRemaining(line -> {
                    var row = new LinkedHashMap<String, String>();
                    columns.forEach(
                            (column, field) -> row.put(field, line.at(column).text()));
                    rows.add(row);
                });
            }
            return new Reply.Answered(LocalDate.now(clock), rows);
        } catch (UnreadableFile e) {
            throw new ConnectorTrouble("答复文件读不出：" + e.getMessage());
        }
    }
}
