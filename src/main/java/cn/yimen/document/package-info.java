/**
 * 材料与文书: the printed forms as A4 pages and PDF from one source (IN-11), how often each was printed, the scanned
 * attachments (AU-4), the register as a spreadsheet (AU-5).
 */
@ApplicationModule
@NullMarked
package cn.yimen.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
