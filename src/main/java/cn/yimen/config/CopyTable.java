package cn.yimen.config;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** 成批写入一张表: PostgreSQL's COPY in its text form, ten times as fast as inserts in batches. */
public final class CopyTable implements AutoCloseable {

    /** So much goes at once; what is left at the end goes with the part before it, never as a few rows of their own. */
    private static final int FULL = 1 << 20;

    private final Connection connection;
    private final String statement;
    private final StringBuilder buffer = new StringBuilder(1 << 14);
    private boolean firstColumn = true;
    private int part;
    private long rows;

    /**
     * @param columns in the order in which {@link #put} gives them, joined by commas
     */
    public CopyTable(Connection connection, String table, String columns) {
        this.connection = connection;
        this.statement = "copy " + table + " (" + columns + ") from stdin";
    }

    /** The next column of the row. */
    public CopyTable put(@Nullable Object value) {
        if (!firstColumn) {
            buffer.append('\t');
        }
        firstColumn = false;
        if (value == null) {
            buffer.append("\\N");
        } else if (value instanceof byte[] bytes) {
            buffer.append("\\\\x").append(HexFormat.of().formatHex(bytes));
        } else if (value instanceof Collection<?> list) {
            array(list);
        } else {
            escape(value.toString());
        }
        return this;
    }

    /** Ends the row; full buffers go to the server. */
    public void end() {
        buffer.append('\n');
        firstColumn = true;
        rows++;
        if (buffer.length() < FULL) {
            return;
        }
        if (part == 0) {
            part = buffer.length();
        } else if (buffer.length() - part >= FULL) {
            send(part);
        }
    }

    /** How many rows were ended so far. */
    public long rows() {
        return rows;
    }

    /** Sends what is waiting to the server, within the connection's transaction. */
    public void flush() {
        if (buffer.length() > 0) {
            send(buffer.length());
        }
    }

    private void send(int length) {
        try {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
            var bytes = buffer.substring(0, length).getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
            copy.endCopy();
        } catch (SQLException e) {
            throw new IllegalStateException("copy failed: " + statement, e);
        }
        buffer.delete(0, length);
        part = buffer.length();
    }

    @Override
    public void close() {
        flush();
    }

    private void array(Collection<?> list) {
        buffer.append('{');
        var first = true;
        for (var item : list) {
            if (!first) {
                buffer.append(',');
            }
            first = false;
            buffer.append('"');
            escape(item.toString().replace("\\", "\\\\").replace("\"", "\\\""));
            buffer.append('"');
        }
        buffer.append('}');
    }

    private void escape(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '\\' -> buffer.append("\\\\");
                case '\t' -> buffer.append("\\t");
                case '\n' -> buffer.append("\\n");
                case '\r' -> buffer.append("\\r");
                default -> buffer.append(c);
            }
        }
    }
}
