package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import com.campaignconversions.publishing.Database;
import com.zaxxer.hikari.pool.ProxyConnection;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.client.impl.StandardClient;

/** What the product's own configuration lets through; tests run with another one. */
class LoggingTest {
  @Test
  void aConnectionThatBrokeIsToldByTheProductAndNotByPoolAndDriverToo() throws JoranException {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Objects.requireNonNull(Main.class.getResource("/logback.xml")));

    assertThat(context.getLogger(Database.class).isInfoEnabled(), is(true));
    assertThat(context.getLogger(ProxyConnection.class).isWarnEnabled(), is(false));
    assertThat(context.getLogger(StandardClient.class).isErrorEnabled(), is(false));
  }
}
