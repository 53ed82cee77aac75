package cn.yimen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import cn.yimen.calendar.Light;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** AP-1: a limit is shape, colour and words, and what stands in the words is never markup. */
@ProductTest
class WidgetsTest {

    @Autowired
    Widgets widgets;

    @Test
    void aLightHasItsShapeItsColourAndItsWords() {
        assertThat(widgets.light(Light.Level.OVER, "超期 1 天"))
                .startsWith("<span class=\"sa-light sa-light--over\">")
                .contains("#i-over\"")
                .endsWith("超期 1 天</span>");
    }

    @Test
    void wordsAreEscaped() {
        assertThat(widgets.light("ok", "<b>&\""))
                .contains("&lt;b&gt;&amp;&quot;")
                .doesNotContain("<b>");
    }
}
