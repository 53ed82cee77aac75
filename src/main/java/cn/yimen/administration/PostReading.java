package cn.yimen.administration;

import cn.yimen.administration.AccountForms.PostFields;
import cn.yimen.district.Office;
import cn.yimen.district.Organisations;
import cn.yimen.district.Place;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Role.Reach;
import cn.yimen.pages.Choice;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.validation.Errors;

/** 岗位填写: which place or department a post needs, and which one was meant. */
@Component
class PostReading {

    private static final Pattern CODE_AT_END = Pattern.compile(".*?([0-9]{12}|[0-9]{9})");

    private final Places places;
    private final Organisations organisations;
    private final Clock clock;

    PostReading(Places places, Organisations organisations, Clock clock) {
        this.places = places;
        this.organisations = organisations;
        this.clock = clock;
    }

    /** The post meant; null when something is wrong, which is then told at its field. */
    @Nullable
    Post read(PostFields form, Errors errors) {
        var role = Arrays.stream(Role.values())
                .filter(each -> each.name().equals(form.role()))
                .findFirst()
                .orElse(null);
        if (role == null) {
            errors.rejectValue("role", "required", "选择岗位");
            return null;
        }
        return switch (role.reach()) {
            case TOWNSHIP -> at(role, form.place(), false, errors);
            case VILLAGE -> at(role, form.place(), true, errors);
            case DEPARTMENT -> liaison(form.department(), errors);
            case HOUSEHOLDS, REFERRED, DISTRICT, NO_CASES -> Post.of(role);
        };
    }

    /** {@code 窗口经办（旧州镇）}. */
    String words(Post post) {
        var where = Optional.ofNullable(post.placeCode())
                .map(code -> places.find(PlaceId.of(code))
                        .map(place -> places.fullName(place.id()))
                        .orElse(code))
                .or(() -> Optional.ofNullable(post.deptCode()).map(this::department));
        return post.role().words() + where.map(name -> "（" + name + "）").orElse("");
    }

    List<Choice> roles() {
        return Arrays.stream(Role.values())
                .map(role -> new Choice(role.name(), role.words() + needs(role)))
                .toList();
    }

    List<Choice> departments() {
        return organisations.departments().stream()
                .map(office -> new Choice(Typed.show(office.deptCode()), office.shortName()))
                .toList();
    }

    List<Choice> offices() {
        var today = LocalDate.now(clock);
        return organisations.all().stream()
                .filter(office -> office.openOn(today))
                .map(office -> new Choice(office.id().toString(), office.shortName()))
                .toList();
    }

    /** {@code 旧州镇把士村 520402109202}: what the browser offers while typing. */
    List<String> offeredPlaces() {
        var today = LocalDate.now(clock);
        return java.util.stream.Stream.concat(places.townships().stream(), places.villages().stream())
                .filter(place -> place.openOn(today))
                .map(this::offered)
                .toList();
    }

    private String offered(Place place) {
        return places.fullName(place.id()) + " " + place.code();
    }

    private @Nullable Post liaison(@Nullable String department, Errors errors) {
        var code = Typed.text(department);
        if (organisations.departments().stream().map(Office::deptCode).noneMatch(code::equals)) {
            errors.rejectValue("department", "required", "部门联络员要选一个部门");
            return null;
        }
        return Post.liaison(code);
    }

    private @Nullable Post at(Role role, @Nullable String typed, boolean village, Errors errors) {
        var level = village ? "村（社区）" : "乡镇（街道）";
        var text = Typed.text(typed);
        if (text.isEmpty()) {
            errors.rejectValue("place", "required", role.words() + "要填所在的" + level);
            return null;
        }
        var code = CODE_AT_END.matcher(text);
        var found = code.matches()
                ? places.find(PlaceId.of(code.group(1))).stream().toList()
                : places.search(text, place -> place.id().isVillage() == village, LocalDate.now(clock), 3);
        var exact = found.stream()
                .filter(place -> text.equals(place.shortName()) || text.equals(places.fullName(place.id())))
                .toList();
        var meant = exact.size() == 1 ? exact : found;
        if (meant.isEmpty()) {
            errors.rejectValue("place", "unknown", "没有找到%s「%s」，可以输名称、拼音首字母或代码".formatted(level, text));
            return null;
        }
        if (meant.size() > 1) {
            errors.rejectValue(
                    "place",
                    "many",
                    "「%s」有多处，例如 %s，请从列表里选"
                            .formatted(
                                    text,
                                    meant.stream()
                                            .map(this::offered)
                                            .reduce((a, b) -> a + "、" + b)
                                            .orElse("")));
            return null;
        }
        var place = meant.get(0);
        if (place.id().isVillage() != village || place.id().isCounty()) {
            errors.rejectValue(
                    "place", "level", "%s要填%s，%s不是".formatted(role.words(), level, places.fullName(place.id())));
            return null;
        }
        return Post.at(role, place.code());
    }

    private String department(String code) {
        return organisations.departments().stream()
                .filter(office -> code.equals(office.deptCode()))
                .map(Office::shortName)
                .findFirst()
                .orElse(code);
    }

    private static String needs(Role role) {
        var reach = role.reach();
        if (reach == Reach.TOWNSHIP) {
            return "（填乡镇）";
        }
        if (reach == Reach.VILLAGE) {
            return "（填村、社区）";
        }
        return reach == Reach.DEPARTMENT ? "（选部门）" : "";
    }
}
