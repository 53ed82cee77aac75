package cn.yimen.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Holds an explanation against a table an officer can read: one line 「步骤 | 值」 for each figure. */
final class Explained {

    private Explained() {}

    static void shows(List<Step> steps, String table) {
        for (var line : table.strip().split("\n")) {
            var cells = line.split("\\|");
            var what = cells[0].strip();
            var values = steps.stream()
                    .filter(step -> step.what().equals(what))
                    .map(Step::value)
                    .toList();
            assertThat(values).as("%s, in %s", what, steps).contains(cells[1].strip());
        }
        assertThat(steps).allSatisfy(step -> {
            assertThat(step.value()).as(step.what()).isNotBlank();
            assertThat(step.how()).as(step.what()).isNotBlank();
        });
    }
}
