package com.campaignconversions.notifications;

import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Reporting.Recipient;
import com.campaignconversions.marketingapi.Time;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.runs.RunResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the recipients of a job what turned bad or well with a run. What cannot be sent is a line
 * of the log, and is not sent again.
 */
public final class Notifications {
  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

  /** The key of the job file that names all of them. */
  public static final String KEY = "notify";

  private final List<Recipient> recipients;
  private final Delivery delivery;

  /** Those of the job. */
  public Notifications(Job job) {
    this.recipients = job.reporting().recipients();
    this.delivery = new Delivery(Time.Real.REAL, Delivery.ONE_TRY);
  }

  /**
   * What keeps recipients from being told, in a sentence each that begins with the key of the job
   * file: secrets that are not there, and what is no address. Nothing is sent.
   */
  public static List<String> problems(Job job) {
    List<String> problems = new ArrayList<>();
    for (Recipient recipient : job.reporting().recipients()) {
      try {
        Address.of(recipient.url());
      } catch (IOException e) {
        problems.add(recipient.key() + ": " + e.getMessage());
      }
    }
    return problems;
  }

  /** Tells of a run that came to its end. */
  public void tellOfEnd(Database database, RunResult result) {
    if (!recipients.isEmpty()) {
      send(Notice.of(database, result));
    }
  }

  /**
   * Tells of a run that failed.
   *
   * @param sentence why
   */
  public void tellOfFailure(Database database, RunResult result, String sentence) {
    if (!recipients.isEmpty()) {
      send(Notice.of(database, result, sentence));
    }
  }

  /**
   * Tells of a run that failed with its database.
   *
   * @param run its number; null where it has none
   */
  public void tellOfFailure(Job job, @Nullable Long run, String sentence) {
    if (!recipients.isEmpty()) {
      send(Notice.ofFailure(job.name(), run, sentence));
    }
  }

  private void send(Notice notice) {
    if (!notice.isNews()) {
      return;
    }
    for (Recipient recipient : recipients) {
      String trouble = send(notice, recipient);
      if (trouble == null) {
        LOG.info("{}: {}", recipient.key(), told(notice));
      } else {
        LOG.warn("{}: nothing was sent: {}", recipient.key(), trouble);
      }
    }
  }

  private @Nullable String send(Notice notice, Recipient recipient) {
    try {
      return delivery.send(Address.of(recipient.url()), NoticeText.of(notice, recipient.form()));
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  /** {@code sent that 3 client periods stand otherwise, and that the run failed}. */
  private static String told(Notice notice) {
    List<String> told = new ArrayList<>();
    if (!notice.transitions().isEmpty()) {
      told.add(Wording.counted(notice.transitions().size(), "client period") + " with a new state");
    }
    if (notice.failure() != null) {
      told.add("a run that failed");
    }
    if (notice.wellAgain() != null) {
      told.add("a run that did not fail again");
    }
    return "sent: " + String.join(", ", told);
  }
}
