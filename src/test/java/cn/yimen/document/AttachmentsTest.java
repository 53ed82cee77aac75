package cn.yimen.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.audit.Subject;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** AU-4: type by content, size, neutral names, sealed outside of what is served, digest, safe headers, scope. */
@ProductTest
class AttachmentsTest {

    private static final Officer MINE = officer("attachment-mine");
    private static final Officer FOREIGN = officer("attachment-foreign");
    private static final Subject FOLDER = new Subject("test-folder", "1");

    @Autowired
    Attachments attachments;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Value("${yimen.data-folder}")
    Path data;

    @Test
    void aPhotoComesBackAsItWasAndLiesSealed() throws IOException {
        var photo = png();
        var stored = attachments.store(FOLDER, "ID", "..\\..\\王建国<身份证>.PHP", photo, MINE);

        assertThat(stored.name()).isEqualTo("王建国身份证.png");
        assertThat(stored.type()).isEqualTo("image/png");
        assertThat(attachments.open(stored.id(), MINE).content()).isEqualTo(photo);
        assertThat(attachments.of(FOLDER, MINE)).extracting(Attachment::id).contains(stored.id());
        try (var files = Files.walk(data.resolve("attachments"))) {
            var file = files.filter(it -> it.toString().contains(stored.id().toString()))
                    .findFirst()
                    .orElseThrow();
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .doesNotContain("PNG", "IHDR");
        }
    }

    @Test
    void whatIsNoPhotoAndNoPdfIsRefusedWhateverItIsCalled() throws IOException {
        assertThatExceptionOfType(RefusedFile.class)
                .isThrownBy(
                        () -> attachments.store(FOLDER, "", "a.jpg", "<html>".getBytes(StandardCharsets.UTF_8), MINE))
                .withMessageContaining("不是照片或 PDF");
        assertThatExceptionOfType(RefusedFile.class)
                .isThrownBy(() -> attachments.store(FOLDER, "", "空.png", new byte[0], MINE))
                .withMessageContaining("空文件");
        assertThatExceptionOfType(RefusedFile.class)
                .isThrownBy(() -> attachments.store(FOLDER, "", "大.png", new byte[FileContent.MAX_BYTES + 1], MINE))
                .withMessageContaining("10 MB");
        var half = java.util.Arrays.copyOf(png(), 20);
        assertThatExceptionOfType(RefusedFile.class)
                .isThrownBy(() -> attachments.store(FOLDER, "", "半.png", half, MINE))
                .withMessageContaining("打不开");
    }

    @Test
    void aPdfThatCanActIsRefused() throws IOException {
        assertThat(attachments.store(FOLDER, "", "票据.pdf", pdf(false), MINE).type())
                .isEqualTo("application/pdf");
        assertThatExceptionOfType(RefusedFile.class)
                .isThrownBy(() -> attachments.store(FOLDER, "", "票据.pdf", pdf(true), MINE))
                .withMessageContaining("程序");
    }

    @Test
    void somebodyElseDoesNotSeeThatThereIsOne() throws IOException {
        var stored = attachments.store(FOLDER, "", "a.png", png(), MINE);
        assertThat(attachments.of(FOLDER, FOREIGN)).isEmpty();
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> attachments.open(stored.id(), FOREIGN));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> attachments.store(FOLDER, "", "a.png", png(), FOREIGN));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> attachments.store(new Subject("unknown-kind", "1"), "", "a.png", png(), MINE));
    }

    @Test
    void isServedSoThatItCannotRun() throws IOException {
        var mine = Staff.administrator(jdbc);
        var foreign = Staff.administrator(jdbc);
        var about = new Subject("test-folder", mine.login());
        var photo = attachments.store(about, "", "照片.png", png(), mine);
        var bill = attachments.store(about, "", "票据.pdf", pdf(false), mine);

        assertThat(mvc.get().uri("/attachments/" + photo.id()).with(Staff.as(mine)))
                .hasStatusOk()
                .hasContentType("image/png")
                .hasHeader("X-Content-Type-Options", "nosniff")
                .headers()
                .satisfies(headers -> {
                    assertThat(headers.getFirst("Content-Security-Policy")).contains("sandbox", "default-src 'none'");
                    assertThat(headers.getFirst("Content-Disposition")).startsWith("inline");
                    assertThat(headers.getFirst("Cache-Control")).contains("no-store");
                });
        assertThat(mvc.get().uri("/attachments/" + bill.id()).with(Staff.as(mine)))
                .headers()
                .satisfies(headers ->
                        assertThat(headers.getFirst("Content-Disposition")).startsWith("attachment"));
        assertThat(mvc.get().uri("/attachments/" + photo.id()).with(Staff.as(foreign)))
                .hasStatus(404);
        assertThat(mvc.get().uri("/attachments/" + UUID.randomUUID()).with(Staff.as(mine)))
                .hasStatus(404);
    }

    @Test
    void whatIsRefusedDoesNotKeepTheOthersOut() throws IOException {
        var mine = Staff.administrator(jdbc);
        assertThat(mvc.post()
                        .multipart()
                        .uri("/attachments")
                        .file(new MockMultipartFile("files", "好.png", "text/html", png()))
                        .file(new MockMultipartFile("files", "坏.png", "image/png", new byte[] {1, 2, 3}))
                        .param("kind", "test-folder")
                        .param("subject", mine.login())
                        .param("back", "//evil.example")
                        .param("_key", UUID.randomUUID().toString())
                        .with(csrf())
                        .with(Staff.as(mine)))
                .hasStatus3xxRedirection()
                .hasRedirectedUrl("/")
                .flash()
                .containsKey("warning");
        assertThat(attachments.of(new Subject("test-folder", mine.login()), mine))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "C:\\Users\\周敏\\票据 1.pdf, 票据 1.pdf",
        "..., 附件",
        "'a\tb;\"c.png', abc.png",
        "<script>.png, script.png",
        "㛃·䶮.jpg, 㛃·䶮.jpg"
    })
    void namesAreNeutral(String given, String kept) {
        assertThat(FileContent.neutral(given)).isEqualTo(kept);
    }

    private static byte[] png() throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    private static byte[] pdf(boolean acts) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var pdf = new PDDocument()) {
            pdf.addPage(new PDPage());
            if (acts) {
                pdf.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert(1)"));
            }
            pdf.save(out);
        }
        return out.toByteArray();
    }

    private static Officer officer(String login) {
        return new Officer(UUID.randomUUID(), login, "周敏", null, "石桥镇", List.of(Post.of(Role.WINDOW_CLERK)), 1);
    }
}
