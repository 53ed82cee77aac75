package cn.yimen.document;

import cn.yimen.audit.Subject;
import cn.yimen.identity.Officer;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** 文书的打印台: a paper is shown as it was last printed, counted by a POST that leads back to it, and downloaded as PDF. */
@Component
public class PaperDesk {

    private final Documents documents;
    private final PrintedForms forms;
    private final OneTimeKeys once;

    PaperDesk(Documents documents, PrintedForms forms, OneTimeKeys once) {
        this.documents = documents;
        this.forms = forms;
        this.once = once;
    }

    /**
     * 一份文书.
     *
     * @param kind under which its prints are counted
     * @param here address of its page, which counts by POST
     * @param pdf address of the download
     * @param back where the reader came from
     * @param fill makes it with a stamp; asks whether the officer may read it
     */
    public record Paper(
            String kind, Subject about, String here, String pdf, String back, Function<PrintStamp, PrintedForm> fill) {}

    /** Counts a print; the same press twice is one. */
    public String print(Paper paper, OneTimeKey key, Officer by) {
        return "redirect:"
                + once.run(key, by, () -> {
                    documents.print(paper.kind(), paper.about(), by, paper.fill());
                    return paper.here() + "?print";
                });
    }

    public ModelAndView page(Paper paper, Officer by) {
        return forms.page(last(paper, by), new PrintTool(paper.pdf(), paper.back(), paper.here()));
    }

    public ResponseEntity<byte[]> pdf(Paper paper, Officer by) {
        return forms.download(last(paper, by));
    }

    private PrintedForm last(Paper paper, Officer by) {
        return paper.fill().apply(documents.stamp(paper.kind(), paper.about(), by));
    }
}
