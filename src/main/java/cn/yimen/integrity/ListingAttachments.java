package cn.yimen.integrity;

import cn.yimen.document.DocumentAccess;
import cn.yimen.identity.Officer;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 证据: who sees an entry of the blacklist sees its evidence; it is added until the decision. */
@Component
class ListingAttachments implements DocumentAccess {

    private final JdbcClient jdbc;

    ListingAttachments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return Blacklist.SUBJECT;
    }

    @Override
    public boolean maySee(String id, Officer officer) {
        return Blacklist.isFor(officer) && there(id, false, officer);
    }

    @Override
    public boolean mayChange(String id, Officer officer) {
        return Blacklist.proposes(officer)
                && there(
                        id,
                        true,
                        officer.as(cn.yimen.identity.Role.TOWNSHIP_REVIEWER, cn.yimen.identity.Role.BUREAU_OFFICER));
    }

    private boolean there(String id, boolean open, Officer officer) {
        UUID entry;
        try {
            entry = UUID.fromString(id);
        } catch (IllegalArgumentException none) {
            return false;
        }
        var scope = officer.scope();
        return jdbc.sql("""
                        select exists (select 1 from blacklist_entry where id = :id
                            and (:district or township_code = any(:townships))
                            and (not :open or state in ('PROPOSED', 'TOLD')))
                        """)
                .param("id", entry)
                .param("district", scope.district())
                .param("townships", scope.townshipArray())
                .param("open", open)
                .query(Boolean.class)
                .single();
    }
}
