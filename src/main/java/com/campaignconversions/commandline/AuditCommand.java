package com.campaignconversions.commandline;

import com.campaignconversions.audit.AuditJudge;
import com.campaignconversions.audit.AuditResult;
import com.campaignconversions.audit.AuditedPeriod;
import com.campaignconversions.audit.Audits;
import com.campaignconversions.audit.Audits.Extent;
import com.campaignconversions.audit.Comparison;
import com.campaignconversions.audit.StoredParts;
import com.campaignconversions.audit.stored.StoredClient;
import com.campaignconversions.audit.stored.StoredNumbers;
import com.campaignconversions.audit.stored.StoredNumbers.Reading;
import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.commandline.options.BeamArguments;
import com.campaignconversions.commandline.options.JobFileArgument;
import com.campaignconversions.commandline.options.OutputOptions;
import com.campaignconversions.commandline.options.PeriodChoice;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.DatabaseException;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.job.Audit;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.runs.ExitCode;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.records.Spelling;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.running.BeamOptions;
import com.campaignconversions.running.PipelineRun;
import com.campaignconversions.running.ProductVersion;
import com.campaignconversions.running.RunWatch;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code audit}: judges numbers that are stored already, and publishes none. */
@Command(
    name = "audit",
    description = {
      "Judges numbers that are already stored somewhere: what the audit: part of the job file names."
          + " Stores the verdicts only, in audit_variance, and prints what is suspicious, worst"
          + " first.",
      "",
      "Without a period: everything that is stored. Earlier periods are always read, because later"
          + " ones are compared with them.",
      ""
    },
    mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<CommandResult> {
  private static final Logger LOG = LoggerFactory.getLogger(AuditCommand.class);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JobFileArgument jobFile = new JobFileArgument();
  @Mixin private PeriodChoice periods = new PeriodChoice();

  @Option(
      names = "--compare",
      description =
          "Then extract the same client periods from the job's insights, and say for each campaign"
              + " what differs. Takes Beam pipeline options as `run` does.")
  private boolean compare;

  @Option(
      names = "--allow-untrusted",
      description = "End with 0 and not with 3 where stored numbers are not trusted.")
  private boolean allowUntrusted;

  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public CommandResult call() throws Exception {
    Job job = jobFile.read();
    Audit audit = job.audit();
    if (audit == null) {
      throw CommandException.usage(
          jobFile.path()
              + ": audit: is missing; write audit: {cache: {table: current_month_cache}}, or audit:"
              + " {query: SELECT client, period, campaign, spend, … FROM …}");
    }
    if (!compare && !beamArguments.isEmpty()) {
      throw CommandException.usage(
          beamArguments.get(0) + ": an audit has no such option, or only with --compare");
    }
    List<Period> named = periods.named(job.granularity());
    Comparison comparison = compare ? comparison(job, audit) : null;
    checkClients(job, audit);

    Map<String, StoredParts> parts =
        audit.parts() == null ? Map.of() : StoredParts.read(job, audit.parts(), this::isWanted);
    Instant now = Instant.now();
    Database database = Database.of(job);
    Schema.prepare(database);
    Run run = Audits.start(database, job, ProductVersion.text(), now);
    Map<String, List<Period>> audited = new HashMap<>();
    ExitCode exitCode;
    long own;
    try (RunWatch watch = RunWatch.over(database, run)) {
      Reading reading =
          StoredNumbers.read(
              job,
              audit,
              this::isWanted,
              client -> {
                StoredParts theirs = parts.getOrDefault(client.id(), StoredParts.NONE);
                audited.putAll(judge(job, audit, client, theirs, named, now, database, run));
                watch.moved();
              });
      reading.refused().forEach((what, times) -> LOG.warn("Not judged: {} {}", times, what));
      own = reading.own();
      Extent extent = Audits.extent(database, run.id());
      if (extent.clientPeriods() == 0) {
        throw CommandException.failed(
            audit.source() + ": there is nothing to judge: no usable row of what was asked for");
      }
      exitCode = extent.notTrusted() > 0 && !allowUntrusted ? ExitCode.NOT_TRUSTED : ExitCode.OK;
      Audits.finish(database, run, extent, reading.refused(), exitCode);
      watch.finished();
    } catch (CommandException | DatabaseException e) {
      RunWatch.because(database, run, String.valueOf(e.getMessage()));
      throw e;
    } catch (RuntimeException | Error e) {
      RunWatch.because(database, run, RunWatch.UNEXPECTED);
      throw e;
    }
    Comparison.Differences differences =
        comparison == null ? null : comparison.with(new WantedPeriods(audited), now);
    if (differences != null && !differences.all().isEmpty()) {
      exitCode = ExitCode.NOT_TRUSTED;
      Audits.differs(database, run);
    }
    String caution =
        own == 0
            ? null
            : "%s: %d of its documents are this product's own (they have a verification), so that it judges itself; name the older system's table in audit.cache.table."
                .formatted(audit.cacheTable(), own);
    return AuditResult.of(
        database,
        job,
        run.id(),
        exitCode.number(),
        OutputOptions.of(spec).whole(),
        caution,
        differences);
  }

  private boolean isWanted(String clientId) {
    return periods.clients().isEmpty() || periods.clients().contains(clientId);
  }

  /** A client need not be in the clients file, but it must be somewhere. */
  private void checkClients(Job job, Audit audit) throws CommandException {
    Set<String> unknown = new LinkedHashSet<>(periods.clients());
    job.clients().forEach(client -> unknown.remove(client.id()));
    if (!unknown.isEmpty()) {
      unknown.removeAll(StoredNumbers.read(job, audit, id -> false, none -> {}).clientIds());
    }
    if (!unknown.isEmpty()) {
      throw CommandException.usage(
          "--client="
              + String.join(", --client=", unknown)
              + ": neither the job nor what is stored has such a client"
              + Spelling.suggestion(
                  unknown.iterator().next(), job.clients().stream().map(Client::id).toList()));
    }
  }

  /** Judges and stores what was asked for of one client; its periods. */
  private static Map<String, List<Period>> judge(
      Job job,
      Audit audit,
      StoredClient client,
      StoredParts parts,
      @Nullable List<Period> named,
      Instant now,
      Database database,
      Run run) {
    ZoneId zone =
        job.clients().stream()
            .filter(known -> known.id().equals(client.id()))
            .map(Client::timezone)
            .findFirst()
            .orElse(ZoneOffset.UTC);
    List<AuditedPeriod> judged =
        AuditJudge.judge(job, audit, client, parts, LocalDate.ofInstant(now, zone)).stream()
            .filter(one -> named == null || named.contains(one.clientPeriod().period()))
            .toList();
    Audits.store(database, run, judged);
    return judged.isEmpty()
        ? Map.of()
        : Map.of(client.id(), judged.stream().map(one -> one.clientPeriod().period()).toList());
  }

  /** Everything that could stop it is found before the audit starts. */
  private Comparison comparison(Job job, Audit audit) throws CommandException {
    PipelineOptions options = BeamArguments.options(job, beamArguments, spec);
    if (!BeamOptions.isLocal(options)) {
      throw CommandException.usage(
          "--compare works in this process only: leave the cluster out, with"
              + " --runner=DirectRunner");
    }
    List<InsightFile> files = PipelineRun.files(job, options);
    return new Comparison(job, audit, options, files);
  }
}
