package cn.yimen.pages;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.yimen.ProductTest;
import cn.yimen.identity.Staff;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

@ProductTest
class UnknownAddressTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Test
    void anAddressThatDoesNotExistIsNotAFaultOfOurs() throws Exception {
        var clerk = Staff.clerk(jdbc, "520402109");

        mvc.perform(get("/no/such/page").with(Staff.as(clerk))).andExpect(status().isNotFound());
        mvc.perform(get("/assets/no/such/file.css")).andExpect(status().isNotFound());
    }
}
