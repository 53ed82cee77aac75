package cn.yimen.benefit;

import java.util.UUID;

/** 变动提议的标识. */
public record ProposalId(UUID id) {

    public static ProposalId of(String text) {
        return new ProposalId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
