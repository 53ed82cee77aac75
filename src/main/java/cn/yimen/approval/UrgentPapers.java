package cn.yimen.approval;

import cn.yimen.audit.Subject;
import cn.yimen.district.Organisations;
import cn.yimen.district.PlaceId;
import cn.yimen.document.Documents;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForm;
import cn.yimen.identity.Officer;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 小额快救、先行救助登记表 on paper (AP-4, AP-5): number and times are those of the help, whenever it is printed. */
@Service
@Transactional
public class UrgentPapers {

    private static final String KIND = "UrgentAid";

    private final Applications applications;
    private final UrgentAids aids;
    private final Documents documents;
    private final Organisations organisations;

    UrgentPapers(Applications applications, UrgentAids aids, Documents documents, Organisations organisations) {
        this.applications = applications;
        this.aids = aids;
        this.documents = documents;
        this.organisations = organisations;
    }

    /**
     * Prints or prints again; counted and logged.
     *
     * @throws NoSuchElementException if the officer's reach has no such help
     */
    public PrintedForm.UrgentAid print(ApplicationId id, UUID aidId, Officer by) {
        var application = applications.get(id, by);
        var aid = aids.of(id).stream()
                .filter(each -> each.id().equals(aidId))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no aid " + aidId));
        var stamp = documents.print(
                KIND, new Subject("urgent-aid", aidId.toString()), by, each -> fill(application, aid, each));
        return fill(application, aid, stamp);
    }

    private PrintedForm.UrgentAid fill(ApplicationView application, UrgentAid aid, PrintStamp stamp) {
        return new PrintedForm.UrgentAid(
                aid.procedure() == UrgentAid.Procedure.QUICK,
                aid.number(),
                application.receiptNo(),
                organisations
                        .townshipOffice(PlaceId.of(application.townshipCode()))
                        .name(),
                application.applicantName(),
                aid.persons(),
                aid.cause().label(),
                aid.story(),
                aid.means().words(),
                blank(aid.goods()),
                aid.amount(),
                aid.limitWords(),
                aid.payee(),
                aid.reportedAt(),
                aid.aidedAt(),
                aid.took(),
                aid.late(),
                blank(aid.voucher()),
                blank(aid.repeatReason()),
                aid.who(),
                stamp);
    }

    private static String blank(@Nullable String text) {
        return text == null ? "" : text;
    }
}
