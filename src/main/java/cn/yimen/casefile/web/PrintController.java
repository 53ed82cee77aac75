package cn.yimen.casefile.web;

import cn.yimen.audit.Subject;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.CasePapers;
import cn.yimen.casefile.CaseViews;
import cn.yimen.casefile.Determinations;
import cn.yimen.document.Documents;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintTool;
import cn.yimen.document.PrintedForm;
import cn.yimen.document.PrintedForms;
import cn.yimen.identity.Officer;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** 打印 (IN-11): each paper as a page for the browser's printer, and as PDF. */
@Controller
@RequestMapping("/cases/{id}/print")
class PrintController {

    private static final String LETTER = "MissingMaterials";

    private final CasePapers papers;
    private final PrintedForms forms;
    private final Documents documents;
    private final OneTimeKeys once;
    private final CaseViews cases;
    private final Determinations determinations;

    PrintController(
            CasePapers papers,
            PrintedForms forms,
            Documents documents,
            CaseViews cases,
            Determinations determinations,
            OneTimeKeys once) {
        this.papers = papers;
        this.forms = forms;
        this.cases = cases;
        this.determinations = determinations;
        this.documents = documents;
        this.once = once;
    }

    /** What can be printed: the name in the address and the kind it is counted under. */
    private enum Paper {
        RECEIPT("receipt", "IntakeReceipt"),
        DECLARATION("declaration", "Declaration"),
        AUTHORISATION("authorisation", "Authorisation"),
        EXPLANATION("explanation", "Explanation");

        private final String path;
        private final String kind;

        Paper(String path, String kind) {
            this.path = path;
            this.kind = kind;
        }

        static Paper of(String path) {
            return java.util.Arrays.stream(values())
                    .filter(paper -> paper.path.equals(path))
                    .findFirst()
                    .orElseThrow(() -> new NoSuchElementException("no paper " + path));
        }
    }

    /** 打印、补打: counted, then shown. */
    @PostMapping("/{paper}")
    String print(
            @PathVariable CaseId id,
            @PathVariable String paper,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer) {
        var what = Paper.of(paper);
        return "redirect:"
                + once.run(key, officer, () -> {
                    documents.print(what.kind, about(id), officer, stamp -> form(what, id, stamp, officer));
                    return "/cases/" + id + "/print/" + what.path;
                });
    }

    @GetMapping("/{paper}")
    ModelAndView page(@PathVariable CaseId id, @PathVariable String paper, @AuthenticationPrincipal Officer officer) {
        var what = Paper.of(paper);
        return page(id, what.path, form(what, id, documents.stamp(what.kind, about(id), officer), officer));
    }

    @GetMapping("/{paper}.pdf")
    ResponseEntity<byte[]> pdf(
            @PathVariable CaseId id, @PathVariable String paper, @AuthenticationPrincipal Officer officer) {
        var what = Paper.of(paper);
        return forms.download(form(what, id, documents.stamp(what.kind, about(id), officer), officer));
    }

    @PostMapping("/letter/{letter}")
    String printLetter(
            @PathVariable CaseId id,
            @PathVariable UUID letter,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer) {
        return "redirect:"
                + once.run(key, officer, () -> {
                    documents.print(
                            LETTER, letter(letter), officer, stamp -> papers.letter(id, letter, stamp, officer));
                    return "/cases/" + id + "/print/letter/" + letter;
                });
    }

    @GetMapping("/letter/{letter}")
    ModelAndView letter(@PathVariable CaseId id, @PathVariable UUID letter, @AuthenticationPrincipal Officer officer) {
        return page(
                id,
                "letter/" + letter,
                papers.letter(id, letter, documents.stamp(LETTER, letter(letter), officer), officer));
    }

    @GetMapping("/letter/{letter}.pdf")
    ResponseEntity<byte[]> letterPdf(
            @PathVariable CaseId id, @PathVariable UUID letter, @AuthenticationPrincipal Officer officer) {
        return forms.download(papers.letter(id, letter, documents.stamp(LETTER, letter(letter), officer), officer));
    }

    private PrintedForm form(Paper paper, CaseId id, PrintStamp stamp, Officer officer) {
        return switch (paper) {
            case RECEIPT -> papers.receipt(id, publicUrl(), stamp, officer);
            case DECLARATION -> papers.declaration(id, stamp, officer);
            case AUTHORISATION -> papers.authorisation(id, stamp, officer);
            case EXPLANATION -> explained(id, stamp, officer);
        };
    }

    /** 测算说明 for the applicant: the same steps as on the page (EL-1). */
    private PrintedForm explained(CaseId id, PrintStamp stamp, Officer officer) {
        var head = cases.header(id, "测算说明", officer);
        var kept = determinations
                .latest(id, officer)
                .orElseThrow(() -> new NoSuchElementException("no determination of " + id));
        var why = Explanation.of(id, kept.assessment(), kept.madeAt(), null);
        return new PrintedForm.Explanation(
                head.receiptNumber().text(),
                head.applicantName(),
                why.madeAt(),
                why.title(),
                why.steps().stream()
                        .map(step ->
                                new PrintedForm.ExplainedStep(step.title(), step.how(), step.basis(), step.result()))
                        .toList(),
                why.amount(),
                why.amountTitle(),
                why.reasons(),
                why.version(),
                stamp);
    }

    private ModelAndView page(CaseId id, String name, PrintedForm form) {
        return forms.page(form, new PrintTool("/cases/" + id + "/print/" + name + ".pdf", "/cases/" + id));
    }

    private static Subject about(CaseId id) {
        return new Subject("case", id.toString());
    }

    private static Subject letter(UUID letter) {
        return new Subject("letter", letter.toString());
    }

    private static String publicUrl() {
        return ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/rate")
                .toUriString();
    }
}
