package cn.yimen.document;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.convert.ConversionService;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;
import org.springframework.web.servlet.ModelAndView;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.expression.ThymeleafEvaluationContext;

/** 文书的样子: one HTML source gives the page for the browser's printer and the PDF for the archive (IN-11). */
@Service
public class PrintedForms {

    private final SpringTemplateEngine templates;
    private final ApplicationContext application;
    private final @Nullable ConversionService conversion;
    private final Pdf pdf;

    PrintedForms(SpringTemplateEngine templates, ApplicationContext application, Pdf pdf) {
        this.templates = templates;
        this.application = application;
        this.conversion = application.getBeanProvider(ConversionService.class).stream()
                .findFirst()
                .orElse(null);
        this.pdf = pdf;
    }

    /** The form as a page of its own with a bar to print and download. */
    public ModelAndView page(PrintedForm form, PrintTool tool) {
        var page = new ModelAndView(form.template());
        page.addObject("form", form);
        page.addObject("tool", tool);
        page.addObject("code", code(form));
        return page;
    }

    /** The form alone, without anything for the screen: what the PDF is made of and the approved files hold. */
    public String html(PrintedForm form) {
        var context = new Context(Locale.SIMPLIFIED_CHINESE);
        context.setVariable(
                ThymeleafEvaluationContext.THYMELEAF_EVALUATION_CONTEXT_CONTEXT_VARIABLE_NAME,
                new ThymeleafEvaluationContext(application, conversion));
        context.setVariable("form", form);
        context.setVariable("archived", true);
        context.setVariable("code", code(form));
        return templates.process(form.template(), context);
    }

    /** The form as A4 PDF with embedded Chinese type. */
    public byte[] pdf(PrintedForm form) {
        return pdf.of(html(form), form.landscape());
    }

    /** The answer to a download: named by form and number, not kept by the browser. */
    public ResponseEntity<byte[]> download(PrintedForm form) {
        var name = form.title() + (form.number().isEmpty() ? "" : "_" + form.number()) + ".pdf";
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(name))
                .body(pdf(form));
    }

    static String attachment(String name) {
        return ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString();
    }

    private static @Nullable String code(PrintedForm form) {
        return form instanceof PrintedForm.IntakeReceipt receipt ? SquareCode.of(receipt.queryUrl()) : null;
    }
}
