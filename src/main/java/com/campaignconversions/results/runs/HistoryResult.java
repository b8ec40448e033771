package com.campaignconversions.results.runs;

import com.campaignconversions.clients.Client;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.versions.CampaignChange;
import com.campaignconversions.publishing.versions.VersionEvent;
import com.campaignconversions.publishing.versions.VersionHistory;
import com.campaignconversions.records.Decimals;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.results.Screen;
import com.campaignconversions.results.Screen.Item;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was restated, the newest first.
 *
 * @param detailed whether every version of one client period was asked for
 * @param perhapsMore whether only the limit ended the list
 */
public record HistoryResult(
    Map<String, Client> clients, List<Version> versions, boolean detailed, boolean perhapsMore)
    implements CommandResult {
  private static final int MOST_CHANGES = 100;

  public HistoryResult {
    versions = List.copyOf(versions);
  }

  /**
   * A version that became visible.
   *
   * @param changes of campaigns; null where the version before is unknown or is there no more
   */
  public record Version(VersionEvent event, @Nullable List<CampaignChange> changes) {
    long campaigns() {
      return changes == null
          ? 0
          : changes.stream().map(CampaignChange::campaignId).distinct().count();
    }

    /** Other verdicts, names or acceptances restate no number. */
    boolean restates() {
      return changes == null || !changes.isEmpty();
    }
  }

  /** Reads what each version changed. */
  public static HistoryResult of(
      Database database,
      Job job,
      List<VersionEvent> events,
      boolean detailed,
      boolean perhapsMore) {
    List<Version> versions = new ArrayList<>();
    for (VersionEvent event : events) {
      String before = event.previousFingerprint();
      versions.add(
          new Version(
              event,
              before == null || event.changes() == null
                  ? null
                  : VersionHistory.changes(database, before, event.fingerprint())));
    }
    return new HistoryResult(job.clientsById(), versions, detailed, perhapsMore);
  }

  @Override
  public int exitCode() {
    return 0;
  }

  @Override
  public void writeTo(ObjectNode json) {
    json.put("exit_code", 0);
    json.put("perhaps_more", perhapsMore);
    ArrayNode array = json.putArray("versions");
    for (Version version : versions) {
      VersionEvent event = version.event();
      ObjectNode one = array.addObject();
      one.put("client", event.clientPeriod().clientId())
          .put("period", event.clientPeriod().period().id())
          .put("run", event.runId())
          .put("published_at", event.publishedAt().toString())
          .put("version", event.version())
          .put("event", event.kind().name())
          .put("cause", event.cause())
          .put("summary", event.changes())
          .put("campaigns_changed", version.changes() == null ? null : (Long) version.campaigns())
          .put("visible", event.published())
          .put("kept", event.kept())
          .put("trusted", event.trusted())
          .put("final", event.isFinal())
          .put("product_version", event.productVersion());
      ArrayNode changes = one.putArray("changes");
      if (version.changes() != null) {
        for (CampaignChange change : version.changes()) {
          changes
              .addObject()
              .put("campaign", change.campaignId())
              .put("name", change.campaignName())
              .put("metric", change.metric())
              .put("before", Decimals.textIfKnown(change.before()))
              .put("after", Decimals.textIfKnown(change.after()));
        }
      }
    }
  }

  @Override
  public void print(Screen screen) {
    List<Version> shown = new ArrayList<>(versions);
    if (!detailed && !screen.all()) {
      shown.removeIf(version -> !version.restates());
    }
    if (shown.isEmpty()) {
      screen.say(detailed ? "Nothing of it was published." : "Nothing was restated.");
    }
    screen.list(shown.stream().map(this::item).toList());
    if (shown.size() < versions.size()) {
      screen.say(
          Wording.counted(versions.size() - (long) shown.size(), "more version")
              + " changed no number, but names, verdicts or acceptances: --all lists them.");
    }
    if (perhapsMore) {
      screen.say("There may be more: see --limit, --client, --period.");
    }
    if (detailed) {
      versions.forEach(version -> changes(screen, version));
    }
  }

  private Item item(Version version) {
    VersionEvent event = version.event();
    Client client = clients.get(event.clientPeriod().clientId());
    return new Item(
        "RUN " + event.runId(),
        ClientPeriodResult.whose(event.clientPeriod(), client)
            + " "
            + event.clientPeriod().period()
            + ", "
            + Wording.local(event.publishedAt())
            + ", version "
            + event.version()
            + (event.published() ? " (visible now)" : event.kept() ? "" : " (pruned)")
            + ": "
            + what(version)
            + (event.trusted() ? "" : "; it was not trusted")
            + ".");
  }

  private static String what(Version version) {
    VersionEvent event = version.event();
    if (event.kind() == VersionEvent.EventKind.ROLLED_BACK) {
      return "rolled back" + changed(version);
    }
    if (event.previousFingerprint() == null) {
      return "first publication";
    }
    return (event.cause() == null ? "restated" : "because of " + event.cause()) + changed(version);
  }

  /** Equal totals may hide that each campaign has another number now. */
  private static String changed(Version version) {
    if (version.changes() == null) {
      return "";
    }
    return version.changes().isEmpty()
        ? ", no number changed"
        : ", "
            + Wording.counted(version.campaigns(), "campaign")
            + " changed, "
            + version.event().changes();
  }

  private void changes(Screen screen, Version version) {
    List<CampaignChange> changes = version.changes();
    if (changes == null || changes.isEmpty()) {
      return;
    }
    screen.emptyLine();
    screen.say(
        "Run %d changed %s of %s:"
            .formatted(
                version.event().runId(),
                Wording.counted(changes.size(), "number"),
                Wording.counted(version.campaigns(), "campaign")));
    int most = screen.all() ? changes.size() : Math.min(MOST_CHANGES, changes.size());
    screen.list(
        changes.subList(0, most).stream()
            .map(
                change ->
                    new Item(
                        "",
                        "%s %s → %s, campaign %s%s"
                            .formatted(
                                change.metric(),
                                Wording.number(change.before()),
                                Wording.number(change.after()),
                                change.campaignId(),
                                change.campaignName() == null
                                    ? ""
                                    : " (" + change.campaignName() + ")")))
            .toList());
    if (most < changes.size()) {
      screen.say(
          Wording.counted(changes.size() - (long) most, "more number") + ": --all lists them.");
    }
  }
}
