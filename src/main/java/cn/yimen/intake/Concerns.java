package cn.yimen.intake;

import cn.yimen.integrity.Blacklist;
import cn.yimen.integrity.KinFilings;
import cn.yimen.integrity.ListingWarning;
import cn.yimen.kernel.ResidentId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/**
 * 受理时的提示 (AP-3, IG-1): who on the form is a near relative of somebody in office, and who is on the blacklist. The case
 * is filed by itself when it opens, whether or not anybody ticks a box; nothing here refuses.
 */
@Service
public class Concerns {

    private final KinFilings kin;
    private final Blacklist blacklist;

    Concerns(KinFilings kin, Blacklist blacklist) {
        this.kin = kin;
        this.blacklist = blacklist;
    }

    /** In words for the clerk; without identity numbers. */
    public List<String> of(Reading reading) {
        var numbers = new LinkedHashSet<ResidentId>();
        for (var member : reading.members()) {
            if (member.id() != null) {
                numbers.add(member.id());
            }
        }
        var supporters = new LinkedHashSet<ResidentId>();
        var unnumbered = new LinkedHashSet<String>();
        for (var row : reading.content().supporters()) {
            var number = MemberRead.number(row.typed().get("idno"));
            if (number != null) {
                supporters.add(number);
            } else if (row.typed().has("name")) {
                unnumbered.add(row.typed().get("name"));
            }
        }
        supporters.removeAll(numbers);
        numbers.addAll(supporters);
        var words = new ArrayList<String>();
        for (var match : kin.ofNumbers(numbers, supporters, reading.today())) {
            words.add("近亲属备案：" + match.words() + "。受理时自动备案，由区民政局入户、两人确认");
        }
        var village = reading.form().get("village");
        if (village.length() == 12 && !unnumbered.isEmpty()) {
            for (var name : kin.sameName(unnumbered, village.substring(0, 9))) {
                words.add("义务人" + name + "与备案的近亲属同名，请问清身份证号，填在这一户的「修改」里");
            }
        }
        words.addAll(blacklist.warningsOf(numbers).stream()
                .map(ListingWarning::words)
                .collect(Collectors.toList()));
        return List.copyOf(words);
    }
}
