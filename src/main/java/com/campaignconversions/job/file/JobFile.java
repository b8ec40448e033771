package com.campaignconversions.job.file;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.job.Audit;
import com.campaignconversions.job.InsightSource;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Output;
import com.campaignconversions.job.file.running.OptionsSection;
import com.campaignconversions.job.file.running.ReportingSection;
import com.campaignconversions.job.file.running.RetentionSection;
import com.campaignconversions.job.metrics.CatalogueExample;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.job.yaml.JobFileException;
import com.campaignconversions.job.yaml.Problems;
import com.campaignconversions.job.yaml.YamlFile;
import com.campaignconversions.job.yaml.YamlMap;
import com.campaignconversions.job.yaml.YamlValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a job file, and the clients and metrics files that it names, and checks everything that can
 * be checked without the network. Each part of the file has its own section class.
 */
public final class JobFile {
  /** Keys of later capabilities are added here, and to the record that they fill. */
  private static final List<String> KEYS =
      List.of(
          "job",
          "granularity",
          "insights",
          "clients",
          "metrics",
          "attribution",
          "output",
          "significance",
          "outliers",
          "accept",
          "fresh_within",
          "audit",
          "reference",
          "retention",
          "monitoring",
          "notify",
          "options");

  /** What people write one level too far out. */
  private static final Map<String, List<String>> NESTED =
      Map.of(
          "output", OutputSection.KEYS,
          "insights", InsightsSection.KEYS,
          "options", List.of("runner", "flinkMaster", "parallelism"));

  private JobFile() {}

  /**
   * Reads the job.
   *
   * @param jobFile relative paths in the file are resolved against its folder
   * @throws JobFileException with every problem that was found
   */
  public static Job read(Path jobFile) throws JobFileException {
    return read(jobFile, null);
  }

  /**
   * Reads the job with another catalogue.
   *
   * @param catalogue the file of one, in the place of {@code metrics}; null for the job's own
   * @throws JobFileException with every problem that was found
   */
  public static Job read(Path jobFile, @Nullable Path catalogue) throws JobFileException {
    Problems problems = new Problems();
    YamlValue root = YamlFile.read(jobFile, problems);
    YamlMap file =
        root == null ? null : YamlMap.of(root, "a map that begins with job: NAME", KEYS, NESTED);
    if (file == null) {
      throw problems.asException();
    }
    // What is wrong is told and replaced by something harmless, so that the rest is checked too.
    Job job = read(file, jobFile, catalogue, problems);
    if (!problems.none()) {
      throw problems.asException();
    }
    return job;
  }

  /**
   * The examples beside the catalogue of a job that can be read.
   *
   * @throws JobFileException where one of them is none
   */
  public static List<CatalogueExample> examples(Path jobFile) throws JobFileException {
    Problems problems = new Problems();
    YamlValue root = YamlFile.read(jobFile, problems);
    YamlMap file = root == null ? null : YamlMap.of(root, "a map", KEYS, NESTED);
    List<CatalogueExample> examples =
        file == null
            ? List.of()
            : MetricsSection.examples(MetricsSection.read(file, jobFile, null, problems));
    if (!problems.none()) {
      throw problems.asException();
    }
    return examples;
  }

  private static Job read(
      YamlMap file, Path jobFile, @Nullable Path otherCatalogue, Problems problems) {
    Path folder = folderOf(jobFile);
    YamlValue name = file.required("job", "job: and a name, such as hotel-bookings");
    String jobName = name == null ? null : name.text("a name, such as hotel-bookings", 100);
    YamlValue length = file.required("granularity", "granularity: month, week or day");
    Granularity granularity = length == null ? null : length.choice(Granularity.class);
    MetricsSection.Catalogue catalogue =
        MetricsSection.read(file, jobFile, otherCatalogue, problems);
    ClientsSection.Clients clients =
        ClientsSection.read(file, jobFile, folder, catalogue.metrics(), problems);
    Output output = OutputSection.read(file, folder);
    Audit audit = AuditSection.read(file, folder, output);
    // What an audit finds stored may have clients and metrics that the job does not.
    List<String> clientIds =
        audit != null ? null : clients.clients().stream().map(Client::id).toList();
    List<String> metricNames =
        audit != null ? null : catalogue.metrics().stream().map(Metric::name).toList();
    InsightSource insights = InsightsSection.read(file, folder, clients);
    AcceptSection.Accepted accepted = AcceptSection.read(file, clientIds, metricNames);
    return new Job(
        jobName == null ? "" : jobName,
        granularity == null ? Granularity.MONTH : granularity,
        insights,
        InsightsSection.fields(file),
        clients.clients(),
        catalogue.metrics(),
        clients.overrides(),
        catalogue.attribution(),
        output,
        SignificanceSection.read(file, insights),
        outliers(file),
        accepted.acceptances(),
        LossesSection.read(file, accepted.losses()),
        audit,
        ReferenceSection.read(
            file, folder, output, catalogue.metrics().stream().map(Metric::name).toList()),
        RetentionSection.read(file),
        ReportingSection.read(file, folder),
        options(file));
  }

  private static Job.Outliers outliers(YamlMap file) {
    YamlValue value = file.get("outliers");
    Job.Outliers outliers = value == null ? null : value.choice(Job.Outliers.class);
    return outliers == null ? Job.Outliers.NOTE : outliers;
  }

  private static Path folderOf(Path jobFile) {
    Path folder = jobFile.toAbsolutePath().normalize().getParent();
    return folder == null ? jobFile.toAbsolutePath().getRoot() : folder;
  }

  private static Map<String, String> options(YamlMap file) {
    YamlValue value = file.get("options");
    return value == null ? Map.of() : OptionsSection.read(value);
  }
}
