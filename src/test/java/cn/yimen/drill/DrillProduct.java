package cn.yimen.drill;

import cn.yimen.YimenApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;

/** 演练用的产品: the product as it is, with a clock that a file puts forward or back while it runs. */
public final class DrillProduct {

    private DrillProduct() {}

    /** As the product's own; the property {@code drill.clock} names the file. */
    public static void main(String[] arguments) {
        var application = new SpringApplication(YimenApplication.class);
        var file = Path.of(System.getProperty("drill.clock"));
        application.addInitializers(context -> context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Clock clock ? new Moved(clock, file) : bean;
            }
        }));
        application.run(arguments);
    }

    /** 拨过的钟: the file holds an ISO duration. */
    private static final class Moved extends Clock {

        private final Clock clock;
        private final Path file;
        private volatile long looked;
        private volatile Duration by = Duration.ZERO;

        Moved(Clock clock, Path file) {
            this.clock = clock;
            this.file = file;
        }

        @Override
        public ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return new Moved(clock.withZone(zone), file);
        }

        @Override
        public Instant instant() {
            var now = System.nanoTime();
            if (looked == 0 || now - looked > 50_000_000) {
                try {
                    by = Duration.parse(Files.readString(file));
                    looked = now; // after it: nobody is told yesterday's time again
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return clock.instant().plus(by);
        }
    }
}
