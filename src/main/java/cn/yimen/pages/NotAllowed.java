package cn.yimen.pages;

import org.springframework.security.access.AccessDeniedException;

/**
 * 不能办: what, why and who can, in one sentence for the reader: 「本件由石桥镇办理，您可以催办，不能修改」 (ui-guide 10).
 * Answered with the page 403. What the reader must not know of is a missing element, not this.
 */
public class NotAllowed extends AccessDeniedException {

    public NotAllowed(String words) {
        super(words);
    }
}
