package cn.yimen.intake;

import cn.yimen.kernel.ResidentId;

/** 测试用的身份证号, of the unassigned division 520499. */
final class Ids {

    private Ids() {}

    /** @param order three digits, the last one odd for a man */
    static String number(String birth, int order) {
        var body = "520499" + birth + "%03d".formatted(order);
        return body + ResidentId.checkCharacter(body);
    }

    /** A permit of the form of a resident number. */
    static String permit(String placeAndBirth, int order) {
        var body = placeAndBirth + "%03d".formatted(order % 1000);
        return body + ResidentId.checkCharacter(body);
    }
}
