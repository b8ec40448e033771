package com.campaignconversions.commandline;

import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.JobFile;
import com.campaignconversions.job.yaml.JobFileException;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The job file that a command is about. */
final class JobFileArgument {
  @Parameters(paramLabel = "JOB.yaml", description = "The job file.")
  Path path = Path.of("");

  Job read() throws JobFileException {
    return JobFile.read(path);
  }
}
