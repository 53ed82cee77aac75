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

    /**
     * The same person with the posts of these roles alone. Who has two posts may do by each what it allows in its own
     * place (AU-3): before a right of one role is used, the reach is narrowed to the places where the role is held.
     */
    public Officer as(Role... roles) {
        var wanted = List.of(roles);
        return of(posts.stream().filter(post -> wanted.contains(post.role())).toList());
    }

    /** The same person with the posts alone that reach this place: what may be done there. */
    public Officer at(String townshipCode, @Nullable String villageCode) {
        return of(posts.stream()
                .filter(post -> Scope.of(List.of(post)).sees(townshipCode, villageCode))
                .toList());
    }

    private Officer of(List<Post> fewer) {
        return fewer.size() == posts.size() ? this : new Officer(id, login, name, officeId, officeName, fewer, epoch);
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
