package com.campaignconversions.insights.json;

import com.campaignconversions.insights.fields.Ids;
import com.campaignconversions.insights.fields.InsightNames;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.job.metrics.Attribution;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fetch asked the Marketing API for, as it stands before its pages in a page without rows:
 * by it a run knows its own fetches again, and a reader of kept pages that what they lack is 0.
 *
 * @param accountId digits; null where it is not told
 * @param since the first day that was asked for; null where it is not told
 * @param until the last day, that of the fetch where the period was not over
 * @param arrays one bit for each array of {@link WantedActions} that was asked for, with the
 *     attribution windows that are counted
 */
public record FetchHeading(
    @Nullable String accountId, @Nullable LocalDate since, @Nullable LocalDate until, long arrays) {
  /** The member of the page. */
  public static final String NAME = "fetch";

  /** What another catalogue may want of pages that are kept. */
  public static final List<String> KEPT_ARRAYS =
      List.of("actions", "action_values", "conversions", "conversion_values");

  private static final int MOST_TEXTS = 1000;

  /**
   * The beginning of a fetch's line, by which the same question is known again.
   *
   * @param until the last day that is asked for
   * @param windows none for the default one
   */
  public static String question(
      String accountId,
      LocalDate since,
      LocalDate until,
      String version,
      List<String> fields,
      List<String> windows)
      throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator page = Json.FACTORY.createGenerator(line)) {
      page.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
      page.writeStartObject();
      page.writeArrayFieldStart("data");
      page.writeEndArray();
      page.writeObjectFieldStart(NAME);
      page.writeStringField("account", "act_" + accountId);
      page.writeStringField("since", since.toString());
      page.writeStringField("until", until.toString());
      page.writeStringField("version", version);
      page.writeFieldName("fields");
      page.writeArray(fields.toArray(String[]::new), 0, fields.size());
      page.writeFieldName("windows");
      page.writeArray(windows.toArray(String[]::new), 0, windows.size());
    }
    return line.toString();
  }

  /**
   * How the line goes on where a run asked the question.
   *
   * @param started the run's start
   */
  public static String askedBy(Instant started) {
    return ",\"run_started\":\"" + started.truncatedTo(ChronoUnit.MILLIS) + '"';
  }

  /**
   * The whole line.
   *
   * @param answeredBy the versions that answered, which may be others than the one that was asked;
   *     none where that is not known
   */
  public static String line(String question, Instant started, List<String> answeredBy) {
    return question
        + askedBy(started)
        + (answeredBy.isEmpty()
            ? ""
            : ",\"answered_by\":[\"" + String.join("\",\"", answeredBy) + "\"]")
        + "}}";
  }

  /** Reads the object that has just begun, to its end. */
  public static FetchHeading read(JsonTokens tokens, InsightNames names, WantedActions wanted)
      throws IOException {
    String account = null;
    LocalDate since = null;
    LocalDate until = null;
    // Headings before 2026-11 name neither: their pages have what was always asked for.
    List<String> fields = KEPT_ARRAYS;
    List<String> windows = List.of();
    for (InsightNames.Name name = tokens.nextName(); name != null; name = tokens.nextName()) {
      JsonToken token = tokens.next();
      boolean text = token == JsonToken.VALUE_STRING;
      boolean list = token == JsonToken.START_ARRAY;
      if (text && name.text.equals("account")) {
        account = Ids.account(tokens.text());
      } else if (text && name.text.equals("since")) {
        since = day(tokens.text());
      } else if (text && name.text.equals("until")) {
        until = day(tokens.text());
      } else if (list && name.text.equals("fields")) {
        fields = texts(tokens);
      } else if (list && name.text.equals("windows")) {
        windows = texts(tokens);
      } else {
        tokens.skip();
      }
    }
    return new FetchHeading(account, since, until, arrays(fields, windows, names, wanted));
  }

  private static long arrays(
      List<String> fields, List<String> windows, InsightNames names, WantedActions wanted) {
    boolean asked =
        wanted.windows().contains(Attribution.DEFAULT_WINDOW)
            || windows.containsAll(wanted.windows());
    long arrays = 0;
    for (String field : asked ? fields : List.<String>of()) {
      int array = names.of(field).array;
      arrays |= array < 0 ? 0 : 1L << array;
    }
    return arrays;
  }

  private static @Nullable LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static List<String> texts(JsonTokens tokens) throws IOException {
    List<String> texts = new ArrayList<>();
    for (JsonToken token = tokens.next();
        token != null && token != JsonToken.END_ARRAY;
        token = tokens.next()) {
      if (token == JsonToken.VALUE_STRING && texts.size() < MOST_TEXTS) {
        texts.add(tokens.text());
      } else {
        tokens.skip();
      }
    }
    return texts;
  }
}
