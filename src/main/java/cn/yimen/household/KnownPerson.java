package cn.yimen.household;

/** 已有此人: somebody with this number is on record (HH-1). The id is only for the caller, the scope is not checked. */
public class KnownPerson extends RuntimeException {

    private final transient PersonId person;

    public KnownPerson(PersonId person) {
        super("a person with this number is on record");
        this.person = person;
    }

    public PersonId person() {
        return person;
    }
}
