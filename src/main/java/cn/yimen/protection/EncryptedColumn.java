package cn.yimen.protection;

/**
 * 受保护的列: a module names each of its encrypted columns by a bean, so that a rotation finds them all.
 *
 * @param table the table or its history table
 * @param column ends in {@code _enc}
 * @param field what it was encrypted for, see {@link FieldCipher#encrypt(String, String)}
 */
public record EncryptedColumn(String table, String column, String field) {

    public EncryptedColumn {
        if (!table.matches("[a-z_]+") || !column.matches("[a-z_]+_enc")) {
            throw new IllegalArgumentException("not a column of ours: " + table + "." + column);
        }
    }
}
