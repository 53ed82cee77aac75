package cn.yimen.district;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.ProductTest;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** REG-2: bureau, townships, departments, members of the leading group. */
@ProductTest
class OrganisationsTest {

    @Autowired
    Organisations organisations;

    @Autowired
    Places places;

    @Test
    void reg2ElevenDepartmentsTheBureauFirst() {
        assertThat(organisations.departments())
                .extracting(Office::deptCode)
                .containsExactly("MZ", "RS", "ZJ", "JT", "SF", "WJ", "YB", "YJ", "GH", "CL", "FL");
        assertThat(organisations.departments())
                .extracting(Office::deptName)
                .containsExactly("民政", "人社", "住建", "教体", "司法", "卫健", "医保", "应急", "总工会", "残联", "妇联");
        assertThat(organisations.officeOfDepartment("MZ")).isEqualTo(organisations.bureau());
        assertThat(organisations.officeOfDepartment("YB").shortName()).isEqualTo("区医疗保障局");
    }

    @Test
    void reg2EachTownshipHasAnOfficeWithAWindow() {
        for (var township : places.townships()) {
            var office = organisations.townshipOffice(township.id());
            assertThat(office.kind()).isEqualTo(OfficeKind.TOWNSHIP);
            assertThat(office.windowName()).contains("一门受理");
        }
        assertThat(organisations.townshipOffice(PlaceId.of("520402109202")).shortName())
                .isEqualTo("旧州镇");
    }

    @Test
    void reg2TheLeadingGroupHasFinanceAndDevelopment() {
        assertThat(organisations.leadingGroup())
                .extracting(Office::shortName)
                .contains("区财政局", "区发展改革局", "区民政局")
                .doesNotContain("区司法局");
    }

    @Test
    void anUnknownOfficeIsNotThere() {
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> organisations.officeOfDepartment("XX"));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> organisations.office(OfficeId.of("00000000-0000-0000-0000-000000000001")));
    }
}
