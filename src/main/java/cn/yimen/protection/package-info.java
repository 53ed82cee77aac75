/**
 * 密码保护: identity numbers, telephones, bank cards and health fields under SM4-GCM, found again by an HMAC-SM3 index;
 * keys from outside the database, versioned, changed without a stop (AU-2).
 */
@ApplicationModule
@NullMarked
package cn.yimen.protection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
