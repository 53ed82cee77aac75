package cn.yimen.verification;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * 核对接口 (VR-4): asks one source about the members of one case. A bean for each way of asking; a real provincial system
 * is attached by one more.
 *
 * <p>Contract: the same {@link Inquiry#key} may be asked again at any time, and has one effect on the other side.
 */
public interface Connector {

    /** Stands in the source's row. */
    String code();

    String words();

    /**
     * Asks, or looks whether an earlier question was answered.
     *
     * @throws ConnectorTrouble if the other side cannot be reached or does not make sense
     */
    Reply ask(Inquiry inquiry);

    /**
     * 一次询问.
     *
     * @param key the same for every attempt
     */
    record Inquiry(UUID key, VerificationSource source, LocalDate asOn, List<Person> people) {

        public Inquiry {
            people = List.copyOf(people);
        }

        @Override
        public String toString() {
            return "Inquiry[" + key + " " + source.code() + "]";
        }
    }

    /**
     * 被询问的人.
     *
     * @param ref what the answer may call the person by
     */
    record Person(String ref, String name, String identity) {

        @Override
        public String toString() {
            return "Person[" + ref + "]";
        }
    }

    /** 答复. */
    sealed interface Reply {

        /**
         * 已答.
         *
         * @param rows field code → text, as in the file of the source; empty: nothing on record
         */
        record Answered(LocalDate asOf, List<Map<String, String>> rows) implements Reply {

            public Answered {
                rows = List.copyOf(rows);
            }

            @Override
            public String toString() {
                return "Answered[" + rows.size() + "]";
            }
        }

        /** 还没有答: to be asked again. */
        record Later() implements Reply {}
    }

    /** 接口不通: the words are for the officer and hold no personal data. */
    class ConnectorTrouble extends RuntimeException {
        public ConnectorTrouble(String words) {
            super(words);
        }
    }
}
