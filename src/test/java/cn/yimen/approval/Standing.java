package cn.yimen.approval;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 试验用: puts an application into a state by ways that the table knows, without the preconditions and papers of the way.
 * The matter stays as it is; what needs the whole way goes it by {@link Applications#go}.
 */
public final class Standing {

    private Standing() {}

    /** Leads the application to a state, whatever it takes. */
    public static void at(JdbcClient jdbc, Paths paths, ApplicationId id, ApplicationState wanted) {
        var row = jdbc.sql("select kind, state from application where id = ?")
                .param(id.id())
                .query((it, n) -> List.of(it.getString("kind"), it.getString("state")))
                .single();
        var path = paths.of(PathKind.valueOf(row.get(0)));
        for (var way : between(path, ApplicationState.valueOf(row.get(1)), wanted)) {
            jdbc.sql("""
                            update application set state = ?, way = ?, round = round + ?,
                                ended_at = case when ? then now() end, paused_at = null
                            where id = ?
                            """)
                    .params(
                            way.to().name(),
                            way.way().name(),
                            way.newRound() ? 1 : 0,
                            path.state(way.to()).ended(),
                            id.id())
                    .update();
        }
    }

    /** The shortest way from one state to another. */
    static List<Paths.WayRow> between(Paths.Path path, ApplicationState from, ApplicationState to) {
        var cameBy = new HashMap<ApplicationState, Paths.WayRow>(Map.of());
        var next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty() && !(cameBy.containsKey(to) || from == to)) {
            for (var way : path.from(next.remove())) {
                if (way.to() != from && cameBy.putIfAbsent(way.to(), way) == null) {
                    next.add(way.to());
                }
            }
        }
        var ways = new ArrayList<Paths.WayRow>();
        for (var at = to; at != from; ) {
            var way = cameBy.get(at);
            if (way == null) {
                throw new IllegalArgumentException("no way from " + from + " to " + to);
            }
            ways.add(0, way);
            at = way.from();
        }
        return ways;
    }
}
