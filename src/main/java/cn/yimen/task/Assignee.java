package cn.yimen.task;

import cn.yimen.district.PlaceId;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 承办人: whose worklist a task stands in — everybody who holds a post, or one officer in a post.
 *
 * @param key how the database finds it; equal for equal posts
 * @param townshipCode 9 digits, where the post has a place
 */
public record Assignee(String key, @Nullable String townshipCode) {

    /** 窗口: the window clerks of the township a place lies in, or is. */
    public static Assignee clerks(PlaceId place) {
        return of(Post.at(Role.WINDOW_CLERK, place.township().code()));
    }

    /** 乡镇审核: the reviewers of the township a place lies in, or is. */
    public static Assignee reviewers(PlaceId place) {
        return of(Post.at(Role.TOWNSHIP_REVIEWER, place.township().code()));
    }

    /** 信息员: the assistants of a village. */
    public static Assignee assistants(PlaceId village) {
        return of(Post.at(Role.VILLAGE_ASSISTANT, village.code()));
    }

    /** 联络员: the liaisons of a department. */
    public static Assignee liaisons(String deptCode) {
        return of(Post.liaison(deptCode));
    }

    /** Everybody with a post of the district: bureau, supervisor, administrator. */
    public static Assignee everybody(Role role) {
        return of(Post.of(role));
    }

    /** One officer, in the section of one of their posts. */
    public static Assignee officer(UUID officer, Role in) {
        return new Assignee("officer/" + officer + "/" + in.name(), null);
    }

    /** Everybody who holds this post. */
    public static Assignee of(Post post) {
        if (post.placeCode() != null) {
            return new Assignee(
                    post.role().name() + "/" + post.placeCode(),
                    post.placeCode().length() >= 9 ? post.placeCode().substring(0, 9) : null);
        }
        return new Assignee(
                post.deptCode() == null ? post.role().name() : post.role().name() + "/" + post.deptCode(), null);
    }

    /** What stands in the worklist of an officer in one of their posts. */
    static String[] keysOf(Officer officer, Post post) {
        return new String[] {of(post).key(), officer(officer.id(), post.role()).key()};
    }

    /** What stands in the worklists of an officer, whatever the post. */
    static String[] keysOf(Officer officer) {
        return officer.posts().stream()
                .flatMap(post -> List.of(keysOf(officer, post)).stream())
                .distinct()
                .toArray(String[]::new);
    }
}
