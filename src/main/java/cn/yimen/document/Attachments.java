package cn.yimen.document;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.identity.Officer;
import cn.yimen.protection.Digest;
import cn.yimen.protection.FieldCipher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * 附件 (AU-4): scans and photos of what somebody brought. The type is that of the content, the name is neutral, the file
 * lies sealed outside of what is served, and who may not see the subject does not see that there is one.
 */
@Service
public class Attachments {

    private static final String FIELD = "attachment.content";
    private static final int MOST = 200;

    private final JdbcClient jdbc;
    private final FieldCipher cipher;
    private final List<DocumentAccess> access;
    private final AuditLog audit;
    private final Clock clock;
    private final Path folder;

    Attachments(
            JdbcClient jdbc,
            FieldCipher cipher,
            ObjectProvider<DocumentAccess> access,
            AuditLog audit,
            Clock clock,
            @Value("${yimen.data-folder}") Path data) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.access = access.stream().toList();
        this.audit = audit;
        this.clock = clock;
        this.folder = data.resolve("attachments");
    }

    /** 打开的附件, unsealed and checked against its digest. */
    public record Opened(Attachment attachment, byte[] content) {}

    /**
     * Takes in one file.
     *
     * @param material code of the material it is, or empty
     * @param givenName as the browser sent it; only a neutral form is kept
     * @throws RefusedFile if it is not taken; nothing is kept then
     * @throws NoSuchElementException if the officer may not change the subject
     */
    @Transactional(noRollbackFor = RefusedFile.class)
    public Attachment store(Subject about, String material, String givenName, byte[] content, Officer by) {
        if (!may(about, by, true)) {
            throw new NoSuchElementException("no subject to attach to");
        }
        var neutral = FileContent.neutral(givenName);
        var type = FileContent.type(neutral, content);
        var count = jdbc.sql("""
                        select count(*) from attachment
                        where subject_kind = ? and subject_id = ? and removed_at is null
                        """)
                .params(about.kind(), about.id())
                .query(Integer.class)
                .single();
        if (count >= MOST) {
            throw new RefusedFile("这一件已有 " + MOST + " 个附件，请先删去不用的");
        }
        var attachment = new Attachment(
                UUID.randomUUID(), material, FileContent.named(neutral, type), type, content.length, clock.instant());
        jdbc.sql("""
                        insert into attachment
                            (id, subject_kind, subject_id, material, name, type, size, digest, stored_at, stored_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        attachment.id(),
                        about.kind(),
                        about.id(),
                        material,
                        attachment.name(),
                        type,
                        attachment.size(),
                        Digest.sm3(content),
                        Timestamp.from(attachment.storedAt()),
                        by.id())
                .update();
        write(attachment.id(), cipher.seal(FIELD, content));
        return attachment;
    }

    /** What is attached, the oldest first; empty where the officer may not see the subject. */
    @Transactional(readOnly = true)
    public List<Attachment> of(Subject about, Officer by) {
        if (!may(about, by, false)) {
            return List.of();
        }
        return jdbc.sql("""
                        select id, material, name, type, size, stored_at from attachment
                        where subject_kind = ? and subject_id = ? and removed_at is null
                        order by stored_at, id
                        """)
                .params(about.kind(), about.id())
                .query((row, n) -> attachment(row))
                .list();
    }

    /** @throws NoSuchElementException if there is none, or the officer may not see its subject */
    @Transactional(readOnly = true)
    public Opened open(UUID id, Officer by) {
        var about = subject(id, by, false);
        var row = jdbc.sql("select id, material, name, type, size, stored_at, digest from attachment where id = ?")
                .param(id)
                .query((found, n) -> new Row(attachment(found), found.getBytes("digest")))
                .single();
        var content = cipher.open(FIELD, read(id));
        if (!Arrays.equals(Digest.sm3(content), row.digest())) {
            throw new IllegalStateException("attachment differs from its digest");
        }
        audit.opened(by, about, "附件", "查看附件");
        return new Opened(row.attachment(), content);
    }

    /**
     * Gives what is attached to one subject to another, e.g. what a form had to the case it became.
     *
     * @throws NoSuchElementException if the officer may not change both
     */
    @Transactional
    public void move(Subject from, Subject to, Officer by) {
        if (!may(from, by, true) || !may(to, by, true)) {
            throw new NoSuchElementException("no subject to move from or to");
        }
        jdbc.sql("update attachment set subject_kind = ?, subject_id = ? where subject_kind = ? and subject_id = ?")
                .params(to.kind(), to.id(), from.kind(), from.id())
                .update();
    }

    /** Takes one off the list; the file stays until its retention ends, so that the act can be undone. */
    @Transactional
    public void remove(UUID id, Officer by) {
        subject(id, by, true);
        jdbc.sql("update attachment set removed_at = ?, removed_by = ? where id = ? and removed_at is null")
                .params(Timestamp.from(clock.instant()), by.id(), id)
                .update();
    }

    private record Row(Attachment attachment, byte[] digest) {}

    private Subject subject(UUID id, Officer by, boolean change) {
        return jdbc.sql("select subject_kind, subject_id from attachment where id = ? and removed_at is null")
                .param(id)
                .query((row, n) -> new Subject(row.getString(1), row.getString(2)))
                .optional()
                .filter(about -> may(about, by, change))
                .orElseThrow(() -> new NoSuchElementException("no attachment " + id));
    }

    private boolean may(Subject about, Officer by, boolean change) {
        return access.stream()
                .filter(one -> one.kind().equals(about.kind()))
                .anyMatch(one -> change ? one.mayChange(about.id(), by) : one.maySee(about.id(), by));
    }

    private static Attachment attachment(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Attachment(
                row.getObject("id", UUID.class),
                row.getString("material"),
                row.getString("name"),
                row.getString("type"),
                row.getLong("size"),
                row.getTimestamp("stored_at").toInstant());
    }

    private Path file(UUID id) {
        var name = id.toString();
        return folder.resolve(name.substring(0, 2)).resolve(name + ".sm4");
    }

    private void write(UUID id, byte[] sealed) {
        var file = file(id);
        try {
            Files.createDirectories(file.getParent());
            var half = Files.createTempFile(file.getParent(), "new", ".part");
            Files.write(half, sealed);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // a file without its row would never be found again
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status != STATUS_COMMITTED) {
                    try {
                        Files.deleteIfExists(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        });
    }

    private byte[] read(UUID id) {
        try {
            return Files.readAllBytes(file(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
