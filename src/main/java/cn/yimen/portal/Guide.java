package cn.yimen.portal;

import cn.yimen.district.Organisations;
import cn.yimen.district.Places;
import cn.yimen.document.PrintedForm.GuideDepartment;
import cn.yimen.document.PrintedForm.GuideItem;
import cn.yimen.document.PrintedForm.ServiceGuide;
import cn.yimen.pages.Site;
import cn.yimen.policy.Catalogue;
import cn.yimen.policy.Category;
import cn.yimen.policy.Item;
import cn.yimen.policy.Material;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** 服务指南 (PB-1): today's catalogue in plain words, by need for the screen, by department for the paper. */
@Service
public class Guide {

    private final Catalogue catalogue;
    private final Organisations organisations;
    private final Places places;
    private final Site site;
    private final Clock clock;

    Guide(Catalogue catalogue, Organisations organisations, Places places, Site site, Clock clock) {
        this.catalogue = catalogue;
        this.organisations = organisations;
        this.places = places;
        this.site = site;
        this.clock = clock;
    }

    /** 一类需要, with its items. */
    public record Need(String id, String words, List<Entry> entries) {
        public Need {
            entries = List.copyOf(entries);
        }
    }

    /** 一个事项, as a citizen reads it. */
    public record Entry(
            String code,
            String name,
            String words,
            String conditions,
            String standard,
            List<Bring> bring,
            List<String> shared,
            String days,
            String department,
            @Nullable String phone,
            String basis) {
        public Entry {
            bring = List.copyOf(bring);
            shared = List.copyOf(shared);
        }
    }

    /**
     * 要带的一份材料.
     *
     * @param how where to get it and when it is wanted; may be empty
     */
    public record Bring(String name, String how) {}

    /** 受理窗口 of a township. */
    public record Window(
            String township,
            String name,
            @Nullable String address,
            @Nullable String phone) {}

    /** The items by need, in the order of the law's eight kinds. */
    public List<Need> needs() {
        var byNeed = new TreeMap<Category, List<Entry>>();
        for (var item : catalogue.items(today())) {
            byNeed.computeIfAbsent(item.category(), category -> new ArrayList<>())
                    .add(entry(item));
        }
        return byNeed.entrySet().stream()
                .map(need ->
                        new Need("n" + need.getKey().ordinal(), need.getKey().words(), need.getValue()))
                .toList();
    }

    /** @throws NoSuchElementException if nothing of that code can be applied for today */
    public Entry entry(String code) {
        return entry(catalogue.item(code, today()));
    }

    public List<Window> windows() {
        var today = today();
        return organisations.townshipOffices().stream()
                .filter(office -> office.openOn(today))
                .map(office -> new Window(
                        office.shortName(),
                        office.windowName() == null ? office.name() : office.windowName(),
                        office.address(),
                        office.phone()))
                .toList();
    }

    /** 社会救助综合服务窗口服务指南, for paper. */
    public ServiceGuide paper() {
        var byDepartment = new LinkedHashMap<String, GuideDepartment>();
        for (var item : catalogue.items(today())) {
            var entry = entry(item);
            var line = new GuideItem(
                    entry.code(),
                    entry.name(),
                    entry.words(),
                    entry.conditions(),
                    entry.bring().stream()
                            .map(one -> one.how().isEmpty() ? one.name() : one.name() + "（" + one.how() + "）")
                            .toList(),
                    entry.days(),
                    entry.basis());
            byDepartment.merge(
                    item.deptCode(),
                    new GuideDepartment(entry.department(), entry.phone() == null ? "" : entry.phone(), List.of(line)),
                    (before, more) -> {
                        var items = new ArrayList<>(before.items());
                        items.addAll(more.items());
                        return new GuideDepartment(before.name(), before.phone(), items);
                    });
        }
        return new ServiceGuide(
                places.district().name(),
                today(),
                List.copyOf(byDepartment.values()),
                site.telephone() == null ? "" : site.telephone());
    }

    private static Entry entry(Item item) {
        var bring = item.materials().stream()
                .filter(material -> !material.shared())
                .map(material -> new Bring(material.name(), how(material)))
                .toList();
        var shared = item.materials().stream()
                .filter(Material::shared)
                .map(Material::name)
                .toList();
        return new Entry(
                item.code(),
                item.name(),
                item.publicWords(),
                item.conditions(),
                item.standard(),
                bring,
                shared,
                item.limitWords(),
                item.departmentName(),
                item.departmentPhone(),
                item.basis().text());
    }

    private static String how(Material material) {
        if (material.always()) {
            return material.how();
        }
        return material.how().isEmpty() ? material.when() : material.when() + "；" + material.how();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
