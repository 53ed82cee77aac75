package cn.yimen.casefile;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.stereotype.Component;

/** The catalogue of {@code policy}. */
@Component
class CatalogueItems implements CaseItems {

    @Override
    public Map<String, CaseItem> on(LocalDate day, Collection<String> codes) {
        throw new NoSuchElementException("no catalogue on " + day);
    }
}
