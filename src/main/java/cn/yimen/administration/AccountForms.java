package cn.yimen.administration;

import cn.yimen.identity.Accounts;
import org.jspecify.annotations.Nullable;

/** 账号页的表单. Everything is text as typed, so that it can be shown again as it was. */
final class AccountForms {

    private AccountForms() {}

    /** 岗位. {@code place} is what was typed: a code, a name, pinyin, or a line of the list offered. */
    interface PostFields {
        @Nullable
        String role();

        @Nullable
        String place();

        @Nullable
        String department();
    }

    /** 开通账号. */
    record NewAccountForm(
            @Nullable String login,
            @Nullable String name,
            @Nullable String office,
            @Nullable String role,
            @Nullable String place,
            @Nullable String department)
            implements PostFields {
        static NewAccountForm empty() {
            return new NewAccountForm("", "", "", "", "", "");
        }
    }

    /** 修改账号. */
    record AccountForm(@Nullable String name, @Nullable String office, long version) {
        static AccountForm of(Accounts.View account) {
            return new AccountForm(account.name(), Typed.show(account.officeId()), account.version());
        }
    }

    /** 增加岗位. */
    record PostForm(
            @Nullable String role,
            @Nullable String place,
            @Nullable String department,
            long version) implements PostFields {
        static PostForm of(Accounts.View account) {
            return new PostForm("", "", "", account.version());
        }
    }
}
