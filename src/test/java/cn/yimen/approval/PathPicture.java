package cn.yimen.approval;

import cn.yimen.identity.Role;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** 路径图: a path as a drawing and a table in Markdown, from the data. */
final class PathPicture {

    private PathPicture() {}

    static String file(PathKind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ".md";
    }

    static String of(Paths.Path path, List<Precondition> preconditions) {
        var text = new StringBuilder("# 审核确认路径：" + path.kind().words() + "\n\n");
        text.append("由数据表 `approval_state`、`approval_way`、`approval_limit` 画出，测试核对两者一致；不要手改。\n\n");
        text.append("## 主线\n\n```mermaid\nstateDiagram-v2\n");
        for (var state : path.states().values()) {
            text.append("    %s: %s\n".formatted(state.state(), state.words()));
        }
        text.append("    [*] --> RECEIVED: 受理\n");
        for (var way : path.ways()) {
            if (!way.way().aside()) {
                text.append("    %s --> %s: %s\n".formatted(way.from(), way.to(), way.words()));
            }
        }
        for (var state : path.states().values()) {
            if (state.ended()) {
                text.append("    %s --> [*]\n".formatted(state.state()));
            }
        }
        text.append("```\n\n旁路（终止、撤回、死亡、转其他救助）可以从决定以前的每个状态走，图上不画，列在表里。\n\n");
        text.append("## 办法\n\n| 办法 | 从 | 到 | 谁办 | 前提 | 理由 | 时限 | 依据 |\n|---|---|---|---|---|---|---|---|\n");
        for (var way : path.ways()) {
            text.append("| %s | %s | %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            way.words(),
                            path.state(way.from()).words(),
                            path.state(way.to()).words(),
                            who(way),
                            asked(way, preconditions),
                            way.needsReason() ? "必填" : "—",
                            way.limitCode() == null ? "—" : limit(path, way.limitCode()),
                            way.basis()));
        }
        text.append("\n## 环节时限\n\n| 时限 | 参数 | 单位 | 起算 | 依据 |\n|---|---|---|---|---|\n");
        for (var limit : path.limits()) {
            text.append("| %s | `%s` | %s | 进入%s | %s |\n"
                    .formatted(
                            limit.words(),
                            limit.policyKey(),
                            limit.workingDays() ? "工作日" : "自然日",
                            limit.starts().stream()
                                    .map(state -> path.state(state).words())
                                    .collect(Collectors.joining("、")),
                            limit.basis()));
        }
        return text.toString();
    }

    /** 前提, in the order in which they are asked. */
    private static String asked(Paths.WayRow way, List<Precondition> preconditions) {
        return way.preconditions().isEmpty()
                ? "—"
                : way.preconditions().stream()
                        .map(code -> preconditions.stream()
                                .filter(each -> each.code().equals(code))
                                .findFirst()
                                .orElseThrow()
                                .words())
                        .collect(Collectors.joining("；"));
    }

    private static String who(Paths.WayRow way) {
        var roles = way.townRoles();
        return words(way.roles()) + (roles == null ? "" : "；下放乡镇确认的：" + words(roles));
    }

    private static String words(Set<Role> roles) {
        return roles.stream().map(Role::words).collect(Collectors.joining("、"));
    }

    private static String limit(Paths.Path path, String code) {
        return path.limits().stream()
                .filter(limit -> limit.code().equals(code))
                .map(Paths.Limit::words)
                .findFirst()
                .orElseThrow();
    }
}
