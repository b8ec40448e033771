package com.campaignconversions.commandline.seeing;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.commandline.options.BeamArguments;
import com.campaignconversions.commandline.options.JobFileArgument;
import com.campaignconversions.commandline.options.OutputOptions;
import com.campaignconversions.commandline.options.PeriodChoice;
import com.campaignconversions.database.Database;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.running.BeamOptions;
import com.campaignconversions.running.PipelineRun;
import com.campaignconversions.verification.Certificate;
import com.campaignconversions.verification.CertificateCheck;
import com.campaignconversions.verification.Verification;
import com.campaignconversions.verification.VerificationResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code verify}: published numbers worked out again, and certificates of them. */
@Command(
    name = "verify",
    description = {
      "Works out again what is published, from the stored rows: a number, a name, a currency or a"
          + " verdict that was changed by hand, a row that was removed or added is named.",
      "",
      "Without a client and a period: everything that is published of the job's clients. Nothing is"
          + " changed.",
      ""
    },
    mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<CommandResult> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JobFileArgument jobFile = new JobFileArgument();
  @Mixin private PeriodChoice periods = new PeriodChoice();

  @Option(
      names = "--sources",
      description =
          "Extract the same client periods from the insights once more, and compare every column"
              + " with that too. Takes Beam pipeline options as `run` does.")
  private boolean sources;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description =
          "Where all agrees, write a certificate of it: digests of what readers see, to be held"
              + " against this or another database later.")
  private @Nullable Path certificate;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = "Hold a certificate against what is published in the job's database now.")
  private @Nullable Path against;

  @Unmatched private List<String> beamArguments = new ArrayList<>();

  @Override
  public CommandResult call() throws Exception {
    Job job = jobFile.read();
    if (!sources && !beamArguments.isEmpty()) {
      throw CommandException.usage(
          beamArguments.get(0) + ": verify has no such option, or only with --sources");
    }
    List<Period> named = periods.named(job.granularity());
    Database database = Database.of(job);
    if (against != null) {
      if (sources || certificate != null) {
        throw CommandException.usage("--against goes without --sources and --certificate");
      }
      nothingIfNot(Schema.exists(database));
      return CertificateCheck.of(database, against, periods.clients(), named);
    }
    if (certificate != null) {
      OutputOptions.checkWritable("--certificate", certificate);
    }
    PipelineOptions options = BeamArguments.options(job, beamArguments, spec);
    if (sources && !BeamOptions.isLocal(options)) {
      throw CommandException.usage(
          "--sources works in this process only: leave the cluster out, with"
              + " --runner=DirectRunner");
    }
    Job read = job.readingKeptPages();
    if (sources && read.insights() instanceof GraphInsights) {
      throw CommandException.usage(
          "--sources: insights.graph.keep names no folder, so that no pages were kept to be read"
              + " again; what Meta has now a `run` tells");
    }
    List<String> clients = periods.clientsOf(job).stream().map(Client::id).toList();
    nothingIfNot(Schema.exists(database));
    Instant now = Instant.now();
    Verification verification = new Verification(database, read, now);
    List<ClientPeriod> published = verification.published(clients, named);
    nothingIfNot(!published.isEmpty());
    VerificationResult result =
        new VerificationResult(
            sources
                ? verification.ofSources(published, options, files(job, read, options))
                : verification.ofRows(published),
            sources,
            null,
            certificate != null,
            null);
    if (certificate == null || !result.agrees()) {
      return result;
    }
    Certificate.write(database, job, published, options, sources, certificate, now);
    return result.certifiedIn(certificate.toString());
  }

  /** Of the Marketing API the pages that were kept; nothing is asked there. */
  private static List<InsightFile> files(Job job, Job read, PipelineOptions options)
      throws CommandException {
    if (!(job.insights() instanceof GraphInsights)) {
      return PipelineRun.files(read, options);
    }
    SourcesAgain kept = SourcesAgain.of(job, options, (Collection<Period>) null);
    if (kept.isNothing()) {
      throw CommandException.usage("--sources: " + kept.why());
    }
    return kept.source().files();
  }

  private static void nothingIfNot(boolean anything) throws CommandException {
    if (!anything) {
      throw CommandException.failed(
          "There is nothing to verify: nothing of what was asked for is published; see `status`");
    }
  }
}
