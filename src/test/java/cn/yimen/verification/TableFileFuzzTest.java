package cn.yimen.verification;

import cn.yimen.verification.RowReader.BadRow;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** VR-1: a file of a department is a table or is refused with a sentence; a row is read or named as bad. */
class TableFileFuzzTest {

    private static final String[] FIELDS = {"identity", "name", "birth", "balance"};

    @FuzzTest(maxDuration = "10m")
    void table(byte[] content) {
        read(content, Map.of(0, "name", 1, "identity", 2, "balance"));
    }

    /** The first bytes choose which column is which. */
    @FuzzTest(maxDuration = "10m")
    void mapping(byte[] input) {
        if (input.length < 4) {
            return;
        }
        var columns = new HashMap<Integer, String>();
        for (int i = 0; i < 3; i++) {
            columns.put((input[i] & 0xFF) % 12, FIELDS[(input[i] & 0xFF) / 12 % FIELDS.length]);
        }
        read(java.util.Arrays.copyOfRange(input, 3, input.length), columns);
    }

    private static void read(byte[] content, Map<Integer, String> columns) {
        try {
            var file = TableFile.of(content);
            var reader = new RowReader(TableFileTest.SOURCE, columns, file.dayShift(), LocalDate.of(2026, 3, 11));
            try (var lines = file.lines()) {
                while (lines.hasNext()) {
                    try {
                        reader.read(lines.next());
                    } catch (BadRow bad) {
                        // counted and shown by its number
                    }
                }
            }
        } catch (UnreadableFile refused) {
            // said to whoever sent it
        }
    }
}
