package cn.yimen.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/** {@code --yimen.command=verify-audit}: verifies the trail and ends with 0 (whole), 3 (not whole). */
@Component
@ConditionalOnProperty(name = "yimen.command", havingValue = "verify-audit")
class VerifyAuditCommand implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger("audit");

    private final AuditVerification verification;
    private final ApplicationContext context;

    VerifyAuditCommand(AuditVerification verification, ApplicationContext context) {
        this.verification = verification;
        this.context = context;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        var report = verification.verify();
        report.named().forEach(finding -> log.error("{}", finding));
        log.info("{} ({} ms)", report.words(), report.millis());
        System.exit(SpringApplication.exit(context, () -> report.whole() ? 0 : 3));
    }
}
