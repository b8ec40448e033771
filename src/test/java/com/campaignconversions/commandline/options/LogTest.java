package com.campaignconversions.commandline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import com.campaignconversions.database.Database;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.pool.ProxyConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.client.impl.StandardClient;

/** What the product's own configuration lets through; tests run with another one. */
class LogTest {
  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void configure() throws JoranException {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Objects.requireNonNull(Log.class.getResource("/logback.xml")));
  }

  @Test
  void aConnectionThatBrokeIsToldByTheProductAndNotByPoolAndDriverToo() {
    assertThat(context.getLogger(Database.class).isInfoEnabled(), is(true));
    assertThat(context.getLogger(ProxyConnection.class).isWarnEnabled(), is(false));
    assertThat(context.getLogger(StandardClient.class).isErrorEnabled(), is(false));
  }

  @Test
  void noTextFromOutsideFeignsALineOrMovesTheCursor() {
    assertThat(
        logged("file a\n08:00:00 INFO  all is well\u001b[2J", null),
        matchesRegex("[0-9:]{8} WARN  file a 08:00:00 INFO  all is well\\?\\[2J\n"));
  }

  @Test
  void whereSomethingFailedIsNotToldUnlessItIsAskedFor() {
    assertThat(logged("it failed", new IllegalStateException("why")).lines().toList(), hasSize(1));
  }

  @Test
  void quietlyOnlyErrorsAreLogged() {
    Log.configure(context, false, true, false);

    assertThat(context.getLogger(Database.class).isWarnEnabled(), is(false));
    assertThat(context.getLogger(Database.class).isErrorEnabled(), is(true));
  }

  @Test
  void asJsonTheMessageStandsWithoutItsArguments() throws IOException {
    Log.configure(context, true, false, false);

    JsonNode json = new ObjectMapper().readTree(logged("opens {}", null, "an account"));

    assertThat(json.path("formattedMessage").asText(), is("opens an account"));
    assertThat(json.path("level").asText(), is("WARN"));
    assertThat(json.has("message"), is(false));
    assertThat(json.has("arguments"), is(false));
  }

  @Test
  void anExceptionIsToldOnceAndInItsLines() {
    Log.configure(context, false, false, true);
    String logged = logged("it failed", new IllegalStateException("bad \u001b[2J row"));

    List<String> lines = logged.lines().toList();
    assertThat(lines.get(0).substring(9), is("WARN  it failed"));
    assertThat(lines.get(1), is("java.lang.IllegalStateException: bad ?[2J row"));
    assertThat(lines.get(2), startsWith("\tat "));
    assertThat(
        logged.substring(logged.indexOf("Illegal") + 1),
        allOf(not(containsString("IllegalStateException")), not(containsString("\u001b"))));
  }

  private String logged(String message, @Nullable Throwable problem, Object... arguments) {
    Logger logger = context.getLogger("com.campaignconversions.test");
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>)
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("STDERR");
    byte[] encoded =
        appender
            .getEncoder()
            .encode(new LoggingEvent("", logger, Level.WARN, message, problem, arguments));
    return new String(encoded, StandardCharsets.UTF_8);
  }
}
