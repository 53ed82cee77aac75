package cn.yimen.identity;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * 岗位: one role at one place or department.
 *
 * @param placeCode division code of the township or village, for the roles that have one
 * @param deptCode code of the department, for a liaison
 */
public record Post(
        Role role, @Nullable String placeCode, @Nullable String deptCode) implements Serializable {

    public static Post at(Role role, String placeCode) {
        return new Post(role, placeCode, null);
    }

    public static Post of(Role role) {
        return new Post(role, null, null);
    }

    public static Post liaison(String deptCode) {
        return new Post(Role.LIAISON, null, deptCode);
    }
}
