package cn.yimen.policy;

import cn.yimen.household.NotCounted;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells the household page which incomes do not count; it lies below and must not know the policy. */
@Configuration(proxyBeanMethods = false)
class HouseholdWiring {

    @Bean
    NotCounted notCounted(Policy policy) {
        return day -> {
            try {
                return policy.eligibilityOn(day).income().notCounted().entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> entry.getKey(),
                                entry -> entry.getValue().toString()));
            } catch (NoParameter notThatDay) {
                return Map.of(); // the means test of that day says so; the page of a household is read without
            }
        };
    }
}
