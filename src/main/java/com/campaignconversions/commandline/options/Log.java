package com.campaignconversions.commandline.options;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.slf4j.LoggerFactory;

/** The log as the command line wants it; inside Flink, Flink's own settings hold. */
final class Log {
  private static final String PRODUCT = "com.campaignconversions";

  private Log() {}

  static void configure(boolean json, boolean quiet, boolean verbose) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      configure(context, json, quiet, verbose);
    }
  }

  static void configure(LoggerContext context, boolean json, boolean quiet, boolean verbose) {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    if (quiet) {
      root.setLevel(Level.ERROR);
      context.getLogger(PRODUCT).setLevel(Level.ERROR);
    }
    if (verbose) {
      context.getLogger(PRODUCT).setLevel(Level.DEBUG);
    }
    if (root.getAppender("STDERR") instanceof OutputStreamAppender<ILoggingEvent> appender) {
      if (json) {
        writeJson(context, appender);
      } else if (verbose && appender.getEncoder() instanceof PatternLayoutEncoder encoder) {
        encoder.stop();
        encoder.setPattern(encoder.getPattern().replace("%nopex", "%ex"));
        encoder.start();
      }
    }
  }

  private static void writeJson(
      LoggerContext context, OutputStreamAppender<ILoggingEvent> appender) {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.setWithFormattedMessage(true);
    // A message without what fills it says little, and what fills it may be a secret elsewhere.
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithContext(false);
    encoder.setWithMDC(false);
    encoder.setWithMarkers(false);
    encoder.setWithKVPList(false);
    encoder.start();
    appender.setEncoder(encoder);
  }
}
