package cn.yimen.ledger;

import cn.yimen.audit.Subject;
import cn.yimen.district.Organisations;
import cn.yimen.district.PlaceId;
import cn.yimen.document.Documents;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForm;
import cn.yimen.identity.Officer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 备用金凭证 on paper: number and day are those of the posting, whenever it is printed. */
@Service
@Transactional
public class ReserveVouchers {

    private static final String KIND = "ReserveVoucher";

    private final Reserves reserves;
    private final Documents documents;
    private final Organisations organisations;
    private final JdbcClient jdbc;

    ReserveVouchers(Reserves reserves, Documents documents, Organisations organisations, JdbcClient jdbc) {
        this.reserves = reserves;
        this.documents = documents;
        this.organisations = organisations;
        this.jdbc = jdbc;
    }

    /** Prints or prints again; counted and logged. */
    public PrintedForm.ReserveVoucher print(PostingId id, Officer by) {
        var posting = reserves.posting(id, by);
        var stamp = documents.print(
                KIND, new Subject("ledger-posting", id.toString()), by, each -> fill(posting, by, each));
        return fill(posting, by, stamp);
    }

    private PrintedForm.ReserveVoucher fill(PostingView posting, Officer by, PrintStamp stamp) {
        var original = posting.reverses();
        var means = posting.means();
        var payee = posting.payee();
        return new PrintedForm.ReserveVoucher(
                posting.number(),
                posting.on(),
                organisations.townshipOffice(PlaceId.of(posting.townshipCode())).name(),
                posting.kind().words(),
                posting.words(),
                payee == null ? "" : payee,
                means == null ? "" : means.words(),
                posting.amount(),
                posting.effect(),
                posting.balance(),
                original == null ? "" : reserves.posting(original, by).number(),
                posting.who(),
                requester(posting),
                stamp);
    }

    private String requester(PostingView posting) {
        return jdbc.sql("""
                        select r.requested_who from reserve_request r where r.posting_id = ?
                        """)
                .param(posting.id().id())
                .query(String.class)
                .optional()
                .orElse("");
    }
}
