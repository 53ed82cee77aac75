package cn.yimen.config;

import cn.yimen.district.Places;
import cn.yimen.pages.DistrictName;
import cn.yimen.pages.SearchWords;
import cn.yimen.protection.FieldCipher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the pages what they need of modules they must not know. */
@Configuration(proxyBeanMethods = false)
class PagesWiring {

    @Bean
    DistrictName districtName(Places places) {
        return () -> places.district().name();
    }

    @Bean
    SearchWords.Seal searchWordsSeal(FieldCipher cipher) {
        return new SearchWords.Seal() {
            @Override
            public byte[] close(String words) {
                return cipher.encrypt("search_word.words", words);
            }

            @Override
            public String open(byte[] sealed) {
                return cipher.decrypt("search_word.words", sealed);
            }
        };
    }
}
