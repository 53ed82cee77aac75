package cn.yimen.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.ProductTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.test.context.support.WithMockUser;

/** AU-3: accounts and their posts. */
@ProductTest
@WithMockUser(roles = "ADMINISTRATOR")
class AccountsTest {

    @Autowired
    Accounts accounts;

    @Autowired
    Officers officers;

    @Autowired
    SignIn signIn;

    @Autowired
    JdbcClient jdbc;

    @Test
    void au3AFreshAccountSignsInWithItsPasswordAndMustChangeIt() {
        var created = accounts.create(" Zhang.Min ", "张敏", null, List.of(Post.at(Role.WINDOW_CLERK, "520402109")));

        var outcome = signIn.attempt("zhang.min", created.password(), "10.1.0.1");
        assertThat(outcome).isInstanceOf(SignIn.Outcome.Welcome.class);
        assertThat(accounts.get(created.id()).mustChangePassword()).isTrue();
        assertThat(accounts.get(created.id()).lastSignInAt()).isNotNull();
        assertThat(created.toString()).doesNotContain(created.password());
        assertThat(PasswordRule.fault(created.password(), "zhang.min")).isEmpty();
    }

    @Test
    void au3NoTwoAccountsShareALoginName() {
        accounts.create("li.wei", "李伟", null, List.of());
        assertThatExceptionOfType(Accounts.LoginTaken.class)
                .isThrownBy(() -> accounts.create("LI.WEI", "李威", null, List.of()));
    }

    @Test
    void au3APostBeginsAndEndsAndItsLineStays() {
        var id = accounts.create("wang.fang", "王芳", null, List.of()).id();
        accounts.addPost(id, Post.liaison("JT"), version(id));
        accounts.addPost(id, Post.liaison("JT"), version(id));
        assertThat(officers.byId(id).orElseThrow().posts()).containsExactly(Post.liaison("JT"));
        var epoch = officers.byId(id).orElseThrow().epoch();

        var post = accounts.get(id).posts().get(0);
        accounts.endPost(id, post.id(), administrator(), version(id));

        assertThat(officers.byId(id).orElseThrow().posts()).isEmpty();
        assertThat(officers.byId(id).orElseThrow().epoch())
                .as("the session ends")
                .isGreaterThan(epoch);
        assertThat(accounts.get(id).posts()).hasSize(1);
    }

    @Test
    void au3ADisabledAccountCannotSignInUntilItIsEnabledAgain() {
        var created = accounts.create("zhao.lei", "赵磊", null, List.of(Post.of(Role.SUPERVISOR)));
        accounts.disable(created.id(), administrator(), version(created.id()));

        assertThat(signIn.attempt("zhao.lei", created.password(), "10.1.0.2")).isInstanceOf(SignIn.Outcome.Wrong.class);
        assertThat(signIn.state(created.id())).isEmpty();
        assertThat(accounts.get(created.id()).state()).isEqualTo(Accounts.State.DISABLED);

        accounts.enable(created.id(), version(created.id()));
        assertThat(signIn.attempt("zhao.lei", created.password(), "10.1.0.2"))
                .isInstanceOf(SignIn.Outcome.Welcome.class);
    }

    @Test
    void au3ALockedAccountIsSeenAndCanBeUnlocked() {
        var created = accounts.create("sun.li", "孙丽", null, List.of(Post.of(Role.SUPERVISOR)));
        var before = accounts.locked();
        for (int i = 0; i < SignIn.PER_ADDRESS; i++) {
            signIn.attempt("sun.li", "wrong", "10.1.0.3");
        }
        assertThat(signIn.attempt("sun.li", created.password(), "10.1.0.3")).isInstanceOf(SignIn.Outcome.Locked.class);
        assertThat(accounts.get(created.id()).state()).isEqualTo(Accounts.State.LOCKED);
        assertThat(accounts.locked()).isEqualTo(before + 1);
        assertThat(accounts.list(new Accounts.Filter("sun.l", null, null, Accounts.State.LOCKED), null, 10))
                .extracting(Accounts.Row::login)
                .containsExactly("sun.li");

        accounts.unlock(created.id());
        assertThat(signIn.attempt("sun.li", created.password(), "10.1.0.3")).isInstanceOf(SignIn.Outcome.Welcome.class);
    }

    @Test
    void au3ANewPasswordReplacesTheOldOne() {
        var created = accounts.create("zhou.jie", "周杰", null, List.of(Post.of(Role.SUPERVISOR)));
        var fresh = accounts.resetPassword(created.id(), version(created.id()));

        assertThat(signIn.attempt("zhou.jie", created.password(), "10.1.0.4")).isInstanceOf(SignIn.Outcome.Wrong.class);
        assertThat(signIn.attempt("zhou.jie", fresh, "10.1.0.4")).isInstanceOf(SignIn.Outcome.Welcome.class);
    }

    @Test
    void au3NobodyShutsTheOwnAccountOut() {
        var me = administrator();
        assertThatExceptionOfType(Accounts.OwnAccount.class)
                .isThrownBy(() -> accounts.disable(me.id(), me, version(me.id())));
        var post = accounts.get(me.id()).posts().get(0);
        assertThatExceptionOfType(Accounts.OwnAccount.class)
                .isThrownBy(() -> accounts.endPost(me.id(), post.id(), me, version(me.id())));
    }

    @Test
    void au3AStaleChangeIsRefused() {
        var id = accounts.create("wu.qi", "吴琪", null, List.of()).id();
        var shown = version(id);
        accounts.change(id, "吴琪琪", null, shown);
        assertThatExceptionOfType(OptimisticLockingFailureException.class)
                .isThrownBy(() -> accounts.change(id, "吴七", null, shown));
    }

    @Test
    void theListIsFilteredAndPagedByLoginName() {
        accounts.create("page.a", "页甲", null, List.of(Post.liaison("GH")));
        accounts.create("page.b", "页乙", null, List.of(Post.liaison("GH"), Post.of(Role.SUPERVISOR)));
        accounts.create("page.c", "页丙", null, List.of());
        var all = new Accounts.Filter("page.", null, null, null);

        assertThat(accounts.list(all, null, 2)).extracting(Accounts.Row::login).containsExactly("page.a", "page.b");
        assertThat(accounts.list(all, "page.b", 2))
                .extracting(Accounts.Row::login)
                .containsExactly("page.c");
        assertThat(accounts.list(new Accounts.Filter("页", Role.SUPERVISOR, null, null), null, 10))
                .extracting(Accounts.Row::name)
                .containsExactly("页乙");
        // a percent sign is a letter like any other
        assertThat(accounts.list(new Accounts.Filter("%", null, null, null), null, 10))
                .isEmpty();
    }

    @Test
    @WithMockUser(roles = "SUPERVISOR")
    void onlyTheAdministratorSeesAccounts() {
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> accounts.list(new Accounts.Filter(null, null, null, null), null, 10));
    }

    private Officer administrator() {
        return Staff.administrator(jdbc);
    }

    private long version(UUID id) {
        return accounts.get(id).version();
    }
}
