package cn.yimen.document;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.kernel.Bytes;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** AU-4: a file is a picture or a PDF, or is refused with a sentence; its name is never a path. */
class FileContentFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void content(byte[] input) {
        try {
            assertThat(FileContent.type("a.pdf", input)).isIn("image/jpeg", "image/png", "application/pdf");
        } catch (RefusedFile refused) {
            assertThat(refused.getMessage()).contains("a.pdf");
        }
    }

    @FuzzTest(maxDuration = "10m")
    void name(byte[] input) {
        var name = FileContent.neutral(Bytes.text(input));
        assertThat(name).isNotBlank().doesNotContain("/", "\\", "\0", "\n", "\r", "\"", "<");
        assertThat(FileContent.named(name, "image/png")).doesNotContain("/");
    }
}
