package com.campaignconversions.reporting;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the product logs while this is open, everything and nowhere else. */
public final class LogLines implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("com.campaignconversions");
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  public LogLines() {
    logged.start();
    logger.addAppender(logged);
    logger.setLevel(Level.TRACE);
    logger.setAdditive(false);
  }

  /** {@code WARN notify[0].slack: …}, of this level. */
  public List<String> of(Level level) {
    return logged.list.stream()
        .filter(event -> event.getLevel() == level)
        .map(event -> level + " " + event.getFormattedMessage())
        .toList();
  }

  /** Every line with its exception. */
  public String whole() {
    StringBuilder whole = new StringBuilder();
    for (ILoggingEvent event : List.copyOf(logged.list)) {
      whole.append(event.getFormattedMessage()).append('\n');
      if (event.getThrowableProxy() != null) {
        whole.append(ThrowableProxyUtil.asString(event.getThrowableProxy())).append('\n');
      }
    }
    return whole.toString();
  }

  @Override
  public void close() {
    logger.detachAppender(logged);
    logger.setLevel(null);
    logger.setAdditive(true);
  }
}
