package cn.yimen.intake.web;

import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.intake.Reception;
import cn.yimen.intake.Receptions;
import cn.yimen.pages.ClockBar;
import cn.yimen.pages.Formats;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 接待条 (IN-1) on every page of a window clerk: one statement a page. */
@Component
class ReceptionClock implements ClockBar {

    private final Receptions receptions;
    private final Places places;
    private final Formats formats;
    private final java.time.Clock clock;

    ReceptionClock(Receptions receptions, Places places, Formats formats, java.time.Clock clock) {
        this.receptions = receptions;
        this.places = places;
        this.formats = formats;
        this.clock = clock;
    }

    @Override
    public ClockBar.@Nullable View of(Principal principal) {
        if (!(principal instanceof Officer officer)
                || !officer.has(Role.WINDOW_CLERK)
                || officer.townshipCode() == null) {
            return null;
        }
        var now = receptions.clockOf(officer);
        var running = now.running();
        var waiting = now.suspended() == 0
                ? List.<Action>of()
                : List.of(Action.link("已挂起 " + now.suspended() + " 人", "/receptions"));
        if (running == null) {
            var actions = new ArrayList<>(waiting);
            actions.add(Action.press("开始接待", "/receptions", "b", false));
            return View.idle("下一位 " + now.next(), "没有正在接待的人", actions);
        }
        var actions = new ArrayList<>(waiting);
        if (running.draft() != null) {
            actions.add(Action.link("继续登记", "/intake/" + running.draft()));
        }
        actions.add(Action.press("挂起", "/receptions/" + running.id() + "/suspend", null, false));
        actions.add(new Action("记录答复", "/receptions/" + running.id() + "/answer", "r", false, false));
        return View.running(
                running.name() == null ? "正在接待" : "正在接待：" + running.name(),
                running.number() + " 号",
                detail(running),
                running.took(now.readAt()).getSeconds(),
                running.limit().getSeconds(),
                actions);
    }

    private String detail(Reception running) {
        return places.fullName(new PlaceId(running.township())) + " · "
                + formats.time(running.startedAt().atZone(clock.getZone())) + " 开始";
    }
}
