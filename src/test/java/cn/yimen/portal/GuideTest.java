package cn.yimen.portal;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** PB-1: the guide is read by anybody, in plain words, and printed. IN-11: as A4 and PDF. */
@ProductTest
class GuideTest {

    @Autowired
    MockMvcTester mvc;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/guide", "/guide/windows", "/guide/items/MZ-01", "/guide/print"})
    void isOpenToEverybodyAndMakesNoSession(String path) {
        var answer = mvc.get().uri(path).exchange();
        assertThat(answer).hasStatusOk().bodyText().doesNotContain("null", "style=\"", "ITEM_", "Optional");
        assertThat(answer.getRequest().getSession(false)).isNull();
    }

    @Test
    void namesEveryItemThatCanBeAppliedForAndItsDepartment() {
        assertThat(mvc.get().uri("/guide")).bodyText().contains("最低生活保障", "医疗救助", "法律援助", "临时救助");
        assertThat(mvc.get().uri("/guide/items/MZ-01")).bodyText().contains("谁能申请", "带什么", "多久办好", "依据：");
    }

    @Test
    void anItemThatDoesNotExistIsNotThere() {
        assertThat(mvc.get().uri("/guide/items/XX-99")).hasStatus(404);
    }

    @Test
    void isPrintedWhole() throws Exception {
        var answer = mvc.get().uri("/guide/print.pdf").exchange();
        assertThat(answer).hasStatusOk().hasContentType("application/pdf");
        try (var pdf = Loader.loadPDF(answer.getResponse().getContentAsByteArray())) {
            assertThat(new PDFTextStripper().getText(pdf))
                    .contains("服务指南", "最低生活保障", "法律援助", "办事不收费")
                    .doesNotContain("〓", "#");
        }
    }
}
