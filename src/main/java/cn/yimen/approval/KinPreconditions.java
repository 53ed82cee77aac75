package cn.yimen.approval;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 回避和加核的前提 (AP-3, IG-1): named in {@code approval_way.preconditions}. */
@Configuration(proxyBeanMethods = false)
class KinPreconditions {

    @Bean
    Precondition kinHands(KinInApplications kin) {
        return new Precondition() {
            @Override
            public String code() {
                return "kin.hands";
            }

            @Override
            public String words() {
                return "经手人中没有已备案的近亲属";
            }

            @Override
            public Stream<Question<?>> asks(ApplicationView application) {
                return kin.asksRelatives(application);
            }

            @Override
            public @Nullable String missing(ApplicationView application, Way way, Officer by) {
                var relatives = kin.relativesAmongHands(application);
                return relatives.isEmpty() ? null : relatives + "是这户的近亲属（已备案），本轮由其经手的要退回，换人重新调查";
            }
        };
    }

    @Bean
    Precondition blacklistChecked(KinInApplications kin) {
        return new Precondition() {
            @Override
            public String code() {
                return "blacklist.checked";
            }

            @Override
            public String words() {
                return "失信名单内的，已加核收入和财产";
            }

            @Override
            public Stream<Question<?>> asks(ApplicationView application) {
                return kin.asksUnchecked(application);
            }

            @Override
            public @Nullable String missing(ApplicationView application, Way way, Officer by) {
                var listed = kin.unchecked(application);
                return listed.isEmpty() ? null : listed + "在失信名单内，要先加核收入和财产并记录结果";
            }
        };
    }
}
