package cn.yimen.identity;

import java.io.Serializable;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 工作人员: who is signed in. Lives in the session, so it holds no secret and only what every page needs.
 *
 * @param officeId the office the person belongs to
 * @param officeName its name for the head of the page
 * @param posts not empty for somebody who may work; the union of them applies
 * @param epoch rises with every change of password, posts or state; a session with an older one is over
 */
public record Officer(
        UUID id, String login, String name, @Nullable UUID officeId, String officeName, List<Post> posts, long epoch)
        implements Principal, Serializable {

    public Officer {
        posts = List.copyOf(posts);
    }

    /** The login name, for Spring Session's index. */
    @Override
    public String getName() {
        return login;
    }

    public boolean has(Role role) {
        return posts.stream().anyMatch(post -> post.role() == role);
    }

    public boolean hasAny(Role... roles) {
        for (var role : roles) {
            if (has(role)) {
                return true;
            }
        }
        return false;
    }

    public Scope scope() {
        return Scope.of(posts);
    }

    /** The township of the first post that has one; null for somebody of the district. */
    public @Nullable String townshipCode() {
        return posts.stream()
                .map(Post::placeCode)
                .filter(code -> code != null && code.length() >= 9)
                .map(code -> code.substring(0, 9))
                .findFirst()
                .orElse(null);
    }

    /** The names of the posts, for the head of the page. */
    public String postWords() {
        return posts.stream()
                .map(post -> post.role().words())
                .distinct()
                .reduce((a, b) -> a + "、" + b)
                .orElse("无岗位");
    }

    /** Without anything that identifies the person beyond the login name: safe for logs. */
    @Override
    public String toString() {
        return login;
    }
}
