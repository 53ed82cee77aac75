package cn.yimen.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.text.Normalizer;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.IOUtils;

/** 文件内容的检查 (AU-4): what a file is, is read from the file. */
final class FileContent {

    static final int MAX_BYTES = 10 * 1024 * 1024;
    private static final int MAX_PIXELS = 80_000_000;
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] PDF = {'%', 'P', 'D', 'F', '-'};

    private FileContent() {}

    /** @throws RefusedFile if it is not one of the kinds taken, broken, or holds what can act */
    static String type(String name, byte[] content) {
        if (content.length == 0) {
            throw new RefusedFile("「" + name + "」是空文件，请重新选择");
        }
        if (content.length > MAX_BYTES) {
            throw new RefusedFile("「" + name + "」超过 10 MB，请缩小后再传");
        }
        if (starts(content, JPEG)) {
            picture(name, content, "jpeg");
            return "image/jpeg";
        }
        if (starts(content, PNG)) {
            picture(name, content, "png");
            return "image/png";
        }
        if (starts(content, PDF)) {
            pdf(name, content);
            return "application/pdf";
        }
        throw new RefusedFile("「" + name + "」不是照片或 PDF。只收 JPG、PNG 照片和 PDF 文件");
    }

    private static void picture(String name, byte[] content, String format) {
        try (var stream = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            var reader = ImageIO.getImageReadersByFormatName(format).next();
            try {
                reader.setInput(stream, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels <= 0 || pixels > MAX_PIXELS) {
                    throw new RefusedFile("「" + name + "」的尺寸太大，请缩小后再传");
                }
            } finally {
                reader.dispose();
            }
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new RefusedFile("「" + name + "」打不开，可能没有传完整，请重新拍照或扫描");
        }
    }

    private static void pdf(String name, byte[] content) {
        try (var pdf = Loader.loadPDF(content, "", null, null, IOUtils.createMemoryOnlyStreamCache())) {
            if (pdf.isEncrypted()) {
                throw new RefusedFile("「" + name + "」有密码，请去掉密码后再传");
            }
            var catalog = pdf.getDocumentCatalog().getCOSObject();
            var names = catalog.getCOSDictionary(COSName.NAMES);
            var acts = catalog.containsKey(COSName.OPEN_ACTION) && catalog.getCOSDictionary(COSName.OPEN_ACTION) != null
                    || catalog.containsKey(COSName.AA)
                    || (names != null
                            && (names.containsKey(COSName.getPDFName("JavaScript"))
                                    || names.containsKey(COSName.EMBEDDED_FILES)));
            if (acts) {
                throw new RefusedFile("「" + name + "」里带有程序或附件，请另存为普通 PDF 后再传");
            }
            if (pdf.getNumberOfPages() == 0) {
                throw new RefusedFile("「" + name + "」没有内容，请重新扫描");
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof RefusedFile refused) {
                throw refused;
            }
            throw new RefusedFile("「" + name + "」打不开，可能没有传完整，请重新扫描");
        }
    }

    /** The last part of the name without anything that a path, a header or a page could take amiss. */
    static String neutral(String given) {
        var plain = Normalizer.normalize(given, Normalizer.Form.NFC).replace('\\', '/');
        plain = plain.substring(plain.lastIndexOf('/') + 1);
        var kept = new StringBuilder();
        plain.codePoints()
                .filter(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == '·' || c == ' ')
                .limit(80)
                .forEach(kept::appendCodePoint);
        var name = kept.toString().strip().replaceAll("^\\.+", "").replaceAll("\\.{2,}", ".");
        return name.isEmpty() ? "附件" : name;
    }

    /** The neutral name with the ending that belongs to the content. */
    static String named(String neutral, String type) {
        var ending = switch (type) {
            case "image/jpeg" -> ".jpg";
            case "image/png" -> ".png";
            default -> ".pdf";
        };
        var dot = neutral.lastIndexOf('.');
        return (dot > 0 && neutral.length() - dot <= 6 ? neutral.substring(0, dot) : neutral) + ending;
    }

    private static boolean starts(byte[] content, byte[] magic) {
        return content.length > magic.length && Arrays.equals(content, 0, magic.length, magic, 0, magic.length);
    }
}
