package cn.yimen;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/** 一门受理、协同办理: the social assistance desk of one district. */
@Modulithic(
        systemName = "一门",
        sharedModules = {
            "kernel",
            "calendar",
            "district",
            "identity",
            "protection",
            "audit",
            "policy",
            "document",
            "job",
            "task",
            "ledger",
            "pages",
            "config"
        })
@SpringBootApplication
public class YimenApplication {

    public static void main(String[] args) {
        SpringApplication.run(YimenApplication.class, args);
    }
}
