package cn.yimen.document;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Makes a PDF of a print page. The Chinese face comes in parts, so that only those a form needs are read. */
@Component
class Pdf {

    private static final int PARTS = 13;
    private static final List<String> FACES =
            IntStream.rangeClosed(1, PARTS).mapToObj("yimen%02d"::formatted).toList();

    /** An absolutely positioned caption crashes the writer, and nobody sees one on paper. */
    private static final Pattern CAPTION = Pattern.compile("(?s)<caption.*?</caption>");

    private final String style;

    Pdf() {
        XRLog.setLoggingEnabled(false);
        try (var css = resource("/static/css/print.css")) {
            style = new String(css.readAllBytes(), StandardCharsets.UTF_8)
                    + "\n* { font-family: " + String.join(", ", FACES) + " !important; }"
                    + "\n.visually-hidden { display: none; }";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] of(String page, boolean landscape) {
        // the writer measures the text by the first page rule, so a named page is not enough to lay the sheet on its
        // side
        var rules = style
                + (landscape
                        ? "\n@page { size: A4 landscape; margin: 16mm 12mm 12mm 12mm; } .wide { page: auto; }"
                        : "");
        var html = CAPTION.matcher(page)
                .replaceAll("")
                .replace("</head>", "<style>" + rules.replace("&", "&amp;").replace("<", "&lt;") + "</style></head>");
        var builder = new PdfRendererBuilder();
        builder.useFastMode();
        builder.withHtmlContent(html, "yimen:/");
        builder.withProducer("yimen");
        // the printers' sign for a character the face lacks: seen and written in by hand, not silently lost
        builder.useReplacementText("〓");
        // nothing is fetched: what a form shows stands in it
        builder.useUriResolver((base, uri) -> uri != null && uri.startsWith("data:") ? uri : null);
        for (int part = 0; part < PARTS; part++) {
            var file = "/fonts/NotoSansSC-%02d.ttf".formatted(part + 1);
            builder.useFont(() -> resource(file), FACES.get(part), 400, FontStyle.NORMAL, true);
        }
        var out = new ByteArrayOutputStream();
        builder.toStream(out);
        try {
            builder.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static InputStream resource(String name) {
        var stream = Pdf.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IllegalStateException("missing " + name);
        }
        return stream;
    }
}
