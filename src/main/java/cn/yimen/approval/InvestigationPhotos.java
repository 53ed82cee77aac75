package cn.yimen.approval;

import cn.yimen.document.DocumentAccess;
import cn.yimen.identity.Officer;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 入户照片: whoever sees the application sees them; the named take and remove them until somebody signs. */
@Component
class InvestigationPhotos implements DocumentAccess {

    private final JdbcClient jdbc;
    private final ApplicationStore store;

    InvestigationPhotos(JdbcClient jdbc, ApplicationStore store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    @Override
    public String kind() {
        return "investigation";
    }

    @Override
    public boolean maySee(String id, Officer officer) {
        var application = application(id, "select application_id from investigation where id = ?");
        return application != null && store.find(application, officer).isPresent();
    }

    @Override
    public boolean mayChange(String id, Officer officer) {
        return maySee(id, officer)
                && jdbc.sql("""
                        select exists (select 1 from investigation i
                            join investigation_officer p on p.investigation_id = i.id and p.officer_id = :officer
                            where i.id = :id and i.state = 'ARRANGED' and not exists (
                                select 1 from investigation_signature s
                                where s.investigation_id = i.id and s.epoch = i.epoch))
                        """)
                        .param("officer", officer.id())
                        .param("id", UUID.fromString(id))
                        .query(Boolean.class)
                        .single();
    }

    private @Nullable ApplicationId application(String id, String sql) {
        try {
            return jdbc.sql(sql)
                    .param(UUID.fromString(id))
                    .query(UUID.class)
                    .optional()
                    .map(ApplicationId::new)
                    .orElse(null);
        } catch (IllegalArgumentException | NoSuchElementException e) {
            return null;
        }
    }
}
