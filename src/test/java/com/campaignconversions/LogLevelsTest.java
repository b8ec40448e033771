package com.campaignconversions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import org.apache.beam.runners.flink.FlinkRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of the libraries' words a person reads. */
class LogLevelsTest {
  private static Level level(String logger) throws Exception {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure("src/main/resources/logback.xml");
    return context.getLogger(logger).getEffectiveLevel();
  }

  @ParameterizedTest
  @CsvSource({
    "com.campaignconversions.running, INFO",
    "org.apache.beam.runners, WARN",
    "org.apache.flink, WARN",
    "org.mariadb.jdbc, OFF"
  })
  void librariesWarnAndTheProductInforms(String logger, String level) throws Exception {
    assertThat(level(logger), is(Level.toLevel(level)));
  }

  /** It warns of every job that does not set an option that makes none of them faster. */
  @Test
  void beamsFlinkRunnerAdvertisesNothing() throws Exception {
    assertThat(level(FlinkRunner.class.getName()), is(Level.ERROR));
  }
}
