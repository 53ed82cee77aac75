package cn.yimen.approval;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import cn.yimen.notice.Notices;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 公示的前提 (AP-1, AP-2): named in {@code approval_way.preconditions}. */
@Configuration(proxyBeanMethods = false)
class NoticePreconditions {

    /** The days are over, by the clock, and no objection is open. */
    @Bean
    Precondition noticeEnded(Notices notices) {
        return new Precondition() {
            @Override
            public String code() {
                return "notice.ended";
            }

            @Override
            public String words() {
                return "公示期满，异议都已处理";
            }

            @Override
            public Stream<Question<?>> asks(ApplicationView application) {
                return notices.asks(application.subject());
            }

            @Override
            public @Nullable String missing(ApplicationView application, Way way, Officer by) {
                return notices.missing(application.subject());
            }
        };
    }

    /** No objection to any notice of it is open. */
    @Bean
    Precondition noticeSettled(Notices notices) {
        return new Precondition() {
            @Override
            public String code() {
                return "notice.settled";
            }

            @Override
            public String words() {
                return "公示异议都已处理";
            }

            @Override
            public Stream<Question<?>> asks(ApplicationView application) {
                return notices.asks(application.subject());
            }

            @Override
            public @Nullable String missing(ApplicationView application, Way way, Officer by) {
                int open = notices.openObjections(application.subject());
                return open == 0 ? null : "有 " + open + " 条公示异议没有处理完";
            }
        };
    }
}
