package com.campaignconversions.verification;

import com.campaignconversions.publishing.runs.ExitCode;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.results.Screen;
import com.campaignconversions.results.Screen.Item;
import com.campaignconversions.verification.Differences.Difference;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found.
 *
 * @param against a certificate that was held against what is published; null where it was not
 * @param wantedCertificate whether one was to be written
 * @param certificate that was written; null where none was
 */
public record VerificationResult(
    List<VerifiedPeriod> clientPeriods,
    boolean sources,
    @Nullable String against,
    boolean wantedCertificate,
    @Nullable String certificate)
    implements CommandResult {
  /** Of one client period; the others are counted. */
  private static final int MOST_SHOWN = 5;

  public VerificationResult {
    clientPeriods = List.copyOf(clientPeriods);
  }

  /** The same, of which a certificate was written. */
  public VerificationResult certifiedIn(String file) {
    return new VerificationResult(clientPeriods, sources, against, true, file);
  }

  /** Whether every client period is as it should be. */
  public boolean agrees() {
    return exitCode() == ExitCode.OK.number() && count(null) == 0;
  }

  @Override
  public int exitCode() {
    if (count(false) > 0) {
      return ExitCode.NOT_TRUSTED.number();
    }
    return count(true) == 0 ? ExitCode.FAILED.number() : ExitCode.OK.number();
  }

  private long count(@Nullable Boolean agreeing) {
    return clientPeriods.stream().filter(one -> Objects.equals(one.agrees(), agreeing)).count();
  }

  @Override
  public void writeTo(ObjectNode json) {
    json.put("exit_code", exitCode());
    json.put("sources", sources);
    json.put("against", against);
    json.put("certificate", certificate);
    ArrayNode periods = json.putArray("client_periods");
    for (VerifiedPeriod period : clientPeriods) {
      ObjectNode one = periods.addObject();
      one.put("client", period.clientPeriod().clientId())
          .put("period", period.clientPeriod().period().id())
          .put("agrees", period.agrees())
          .put("reason", period.reason())
          .put("differences_left_out", period.leftOut());
      ArrayNode differences = one.putArray("differences");
      for (Difference difference : period.differences()) {
        differences
            .addObject()
            .put("campaign", difference.campaign())
            .put("metric", difference.metric())
            .put("column", difference.column())
            .put("stored", difference.stored())
            .put("expected", difference.expected());
      }
    }
  }

  @Override
  public List<Item> problems() {
    return items(false);
  }

  @Override
  public void print(Screen screen) {
    List<Item> items = items(screen.all());
    if (screen.quiet() && agrees()) {
      return;
    }
    screen.say(
        "%s of %s %s%s."
            .formatted(
                Wording.count(count(true)),
                Wording.counted(clientPeriods.size(), "client period"),
                count(true) == 1 || clientPeriods.size() == 1 ? "is" : "are",
                against != null
                    ? " as " + against + " says"
                    : sources
                        ? " stored as published, and as the insights say"
                        : " stored as published"));
    if (screen.say(items).leftOut() > 0) {
      screen.say("--all lists them all.");
    }
    if (clientPeriods.stream().anyMatch(VerifiedPeriod::changedByHand)) {
      screen.say(
          "What was changed by hand a run leaves as it is, because its fingerprint is the published"
              + " one: set the columns back to "
              + (sources
                  ? "what they should be"
                  : "what `verify --sources --all` says they should be")
              + ", which this command then confirms.");
    }
    if (wantedCertificate && certificate == null) {
      screen.say("No certificate was written, because not all of it agrees.");
    }
    if (certificate != null && !screen.quiet()) {
      screen.say(
          "The certificate is in "
              + certificate
              + (sources
                  ? "."
                  : "; its sources are named and were not compared with the numbers, which --sources"
                      + " does."));
    }
  }

  private List<Item> items(boolean all) {
    List<Item> items = new ArrayList<>();
    Map<Item, List<String>> told = new LinkedHashMap<>();
    for (VerifiedPeriod period : clientPeriods) {
      String whose = period.clientPeriod() + ": ";
      if (period.differs()) {
        int most = all ? period.differences().size() : MOST_SHOWN;
        List<String> sentences = new ArrayList<>();
        if (period.reason() != null) {
          sentences.add(period.reason());
        }
        period.differences().stream()
            .limit(most)
            .map(VerificationResult::sentence)
            .filter(sentence -> !sentence.isEmpty())
            .forEach(sentences::add);
        long more = Math.max(0, period.differences().size() - most) + period.leftOut();
        if (more > 0) {
          sentences.add(Wording.counted(more, "difference") + " more.");
        }
        items.add(new Item("DIFFERENT", whose + String.join(" ", sentences)));
      } else if (period.reason() != null) {
        String label = period.agrees() == null ? "NOT KNOWN" : "AGREES";
        told.computeIfAbsent(new Item(label, period.reason()), none -> new ArrayList<>())
            .add(period.clientPeriod().toString());
      }
    }
    told.forEach(
        (reason, whose) ->
            items.add(
                new Item(
                    reason.label(),
                    Wording.some(whose, all ? whose.size() : MOST_SHOWN) + ": " + reason.text())));
    return items;
  }

  private static String sentence(Difference one) {
    String stored = one.stored();
    String expected = one.expected();
    String whose =
        one.campaign() != null
            ? "campaign " + one.campaign()
            : one.metric() != null ? "metric " + one.metric() : "client period";
    if (one.column().equals("campaign_id") || one.column().equals("metric")) {
      return "The row of the "
          + whose
          + (stored == null ? " was removed." : " was added, or is not to be there.");
    }
    if (one.column().equals("sha256")) {
      return "";
    }
    if (one.column().equals("fingerprint") && expected != null) {
      return "Its rows are not those that were published, by their fingerprint.";
    }
    return "%s of the %s is %s%s."
        .formatted(
            one.column(),
            whose,
            stored == null ? "unknown" : stored,
            expected == null
                ? ", which it was not when it was published"
                : ", and should be " + expected);
  }
}
