package com.campaignconversions.job;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is told how the runs of a job end.
 *
 * @param textfile the absolute path of the file for node_exporter's textfile collector; null where
 *     none is written
 * @param recipients in the order of the job file
 */
public record Reporting(@Nullable String textfile, List<Recipient> recipients)
    implements Serializable {
  public static final Reporting NOBODY = new Reporting(null, List.of());

  public Reporting {
    recipients = List.copyOf(recipients);
  }

  /** Whether there is anybody to tell. */
  public boolean isToNobody() {
    return textfile == null && recipients.isEmpty();
  }

  /**
   * Somebody who is told what turned bad and what is well again.
   *
   * @param key its place in the job file, such as {@code notify[0].slack}
   * @param url names where it is sent to: whoever knows such a URL may post there
   */
  public record Recipient(String key, Form form, Secret url) implements Serializable {}

  /** What a message looks like. */
  public enum Form {
    /** Text, as Slack's incoming webhooks take it. */
    SLACK,
    /** A JSON document for programs. */
    WEBHOOK
  }
}
