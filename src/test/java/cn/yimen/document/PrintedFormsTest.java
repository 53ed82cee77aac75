package cn.yimen.document;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** IN-11, AP-4, AP-5: every form prints as A4 and downloads as PDF; its wording is an approved file. */
@ProductTest
class PrintedFormsTest {

    private static final Path APPROVED = Path.of("src/test/resources/approved/document");

    @Autowired
    PrintedForms forms;

    static Stream<Arguments> all() {
        return Stream.of(
                Arguments.of("intake-receipt", Forms.receipt(), 1),
                Arguments.of("intake-receipt-six-members", Forms.longest(6), 2),
                Arguments.of("intake-receipt-twelve-members", Forms.longest(12), 3),
                Arguments.of("missing-materials", Forms.missing(), 1),
                Arguments.of("authorisation", Forms.authorisation(), 1),
                Arguments.of("declaration", Forms.declaration(), 1),
                Arguments.of("referral", Forms.referral(), 1),
                Arguments.of("investigation", Forms.investigation(), 1),
                Arguments.of("appraisal", Forms.appraisal(), 1),
                Arguments.of("public-notice", Forms.publicNotice(), 1),
                Arguments.of("register", Forms.register(3), 1),
                Arguments.of("register-of-forty", Forms.register(40), 4),
                Arguments.of("approval-form", FormsOfDecisions.approval(), 1),
                Arguments.of("confirmation-notice", FormsOfDecisions.confirmation(), 1),
                Arguments.of("refusal-notice", FormsOfDecisions.refusal(), 1),
                Arguments.of("appeal-decision", FormsOfDecisions.appeal(), 1),
                Arguments.of("side-way-notice", FormsOfDecisions.reopened(), 1),
                Arguments.of("termination-notice", FormsOfDecisions.termination(), 1),
                Arguments.of("award-change-notice", FormsOfDecisions.change(), 1),
                Arguments.of("urgent-aid-quick", FormsOfDecisions.quickAid(), 1),
                Arguments.of("urgent-aid-first", FormsOfDecisions.aidFirst(), 1),
                Arguments.of("reserve-voucher", FormsOfDecisions.voucher(), 1),
                Arguments.of("reserve-voucher-top-up", FormsOfDecisions.topUp(), 1),
                Arguments.of("explanation", FormsOfRecord.explanation(), 1),
                Arguments.of("verification-report", FormsOfRecord.verified(1), 1),
                Arguments.of("verification-report-of-forty", FormsOfRecord.verified(40), 4),
                Arguments.of("blacklist-notice", FormsOfRecord.blacklist(false), 1),
                Arguments.of("blacklist-decision", FormsOfRecord.blacklist(true), 1),
                Arguments.of("responsibility-chain", FormsOfRecord.chain(9), 1),
                Arguments.of("responsibility-chain-of-forty", FormsOfRecord.chain(40), 4),
                Arguments.of("referrals", FormsOfRecord.referrals(), 3),
                Arguments.of("service-guide", Forms.guide(), 1));
    }

    /** A new paper without a filled one here is not overlooked: what may be printed is a closed list. */
    @Test
    void everyPaperThereIsIsAmongThem() throws IOException {
        assertThat(all().map(one -> one.get()[1].getClass().getSimpleName()).collect(Collectors.toSet()))
                .isEqualTo(Stream.of(PrintedForm.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .collect(Collectors.toSet()));
        try (var templates = Files.list(Path.of("src/main/resources/templates/document"))) {
            assertThat(templates.map(file ->
                            "document/" + String.valueOf(file.getFileName()).replace(".html", "")))
                    .containsExactlyInAnyOrderElementsOf(all().map(one -> ((PrintedForm) one.get()[1]).template())
                            .collect(Collectors.toSet()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void isOnePageWhereTheFormIsOnePage(String name, PrintedForm form, int pages) throws IOException {
        var bytes = forms.pdf(form);
        Files.createDirectories(Path.of("target/forms"));
        Files.write(Path.of("target/forms", name + ".pdf"), bytes);
        try (var pdf = Loader.loadPDF(bytes)) {
            assertThat(pdf.getNumberOfPages()).isLessThanOrEqualTo(pages);
            var box = pdf.getPage(0).getMediaBox();
            assertThat(Math.round(form.landscape() ? box.getHeight() : box.getWidth()))
                    .isEqualTo(595);
            assertThat(text(pdf)).contains(form.number()).doesNotContain("#", "null");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void holdsItsTypeSoThatEveryReaderShowsTheSame(String name, PrintedForm form, int pages) throws IOException {
        try (var pdf = Loader.loadPDF(forms.pdf(form))) {
            for (var page : pdf.getPages()) {
                for (var font : page.getResources().getFontNames()) {
                    var used = page.getResources().getFont(font);
                    assertThat(used.isEmbedded()).as(used.getName()).isTrue();
                    assertThat(used).isInstanceOf(PDType0Font.class);
                    assertThat(used.getName()).contains("NotoSansSC");
                }
            }
        }
    }

    @Test
    void rareCharactersOfNamesAreThere() throws IOException {
        try (var pdf = Loader.loadPDF(forms.pdf(Forms.authorisation()))) {
            assertThat(text(pdf)).contains("㛃䶮镕", "门", "月").doesNotContain("⽉", "⻔");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void itsWordingIsTheApprovedOne(String name, PrintedForm form, int pages) throws IOException {
        if (name.contains("-of-") || name.contains("-members")) {
            return; // the same wording with more rows
        }
        var html = forms.html(form).replaceAll("data:image/png;base64,[^\"]+", "data:…");
        var approved = APPROVED.resolve(name + ".html");
        if (System.getProperty("yimen.approve") != null) {
            Files.createDirectories(APPROVED);
            Files.writeString(approved, html);
        }
        assertThat(html)
                .as("look at the difference, then run with -Dyimen.approve")
                .isEqualTo(Files.readString(approved));
    }

    @Test
    void theSlipCarriesNoIdentityNumber() {
        var html = forms.html(Forms.receipt());
        var slip = html.substring(html.indexOf("受理回执"));
        assertThat(slip).contains("7F3K-92QM", "办事不收费").doesNotContain("520499197001153410", "13900001234");
    }

    private static String text(PDDocument pdf) throws IOException {
        return new PDFTextStripper().getText(pdf);
    }
}
