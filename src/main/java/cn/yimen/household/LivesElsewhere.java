package cn.yimen.household;

/** 已在另一家庭: somebody lives in another household now (HH-1); the words name only the township. */
public class LivesElsewhere extends RuntimeException {

    private final transient PersonId person;
    private final String townshipName;

    public LivesElsewhere(PersonId person, String townshipName) {
        super("lives in another household");
        this.person = person;
        this.townshipName = townshipName;
    }

    public PersonId person() {
        return person;
    }

    public String townshipName() {
        return townshipName;
    }
}
