package cn.yimen.conference;

import java.io.Serializable;
import java.util.UUID;

/** 会商提议的编号. */
public record ProposalId(UUID id) implements Serializable {

    public static ProposalId of(String id) {
        return new ProposalId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
