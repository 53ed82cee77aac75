package cn.yimen.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;

/** IN-11: what the browser's own printer makes of a paper: A4, no empty sheet, its type embedded, no bar of buttons. */
final class PrintedPage {

    private static final int LONG_EDGE = 842;

    private PrintedPage() {}

    static List<String> faults(byte[] bytes) {
        var faults = new ArrayList<String>();
        try (var pdf = Loader.loadPDF(bytes)) {
            var stripper = new PDFTextStripper();
            for (var n = 1; n <= pdf.getNumberOfPages(); n++) {
                stripper.setStartPage(n);
                stripper.setEndPage(n);
                var text = stripper.getText(pdf).strip();
                if (text.isEmpty()) {
                    faults.add("printed sheet " + n + " is empty");
                }
                if (text.contains("下载 PDF")) {
                    faults.add("the bar of buttons is printed on sheet " + n);
                }
                var page = pdf.getPage(n - 1);
                var box = page.getMediaBox();
                if (Math.abs(Math.max(box.getWidth(), box.getHeight()) - LONG_EDGE) > 2) {
                    faults.add("printed sheet " + n + " is no A4: " + box);
                }
                for (var name : page.getResources().getFontNames()) {
                    var font = page.getResources().getFont(name);
                    // pictures of the writer's own letters (Type 3) hold their shapes in themselves
                    if (!font.isEmbedded() && !font.getSubType().equals("Type3")) {
                        faults.add("printed with type that is not embedded: " + font.getName());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return faults;
    }
}
