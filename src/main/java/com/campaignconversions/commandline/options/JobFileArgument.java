package com.campaignconversions.commandline.options;

import com.campaignconversions.job.Job;
import com.campaignconversions.job.Secret;
import com.campaignconversions.job.file.JobFile;
import com.campaignconversions.job.yaml.JobFileException;
import com.campaignconversions.results.CommandException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The job file that a command is about. */
public final class JobFileArgument {
  @Parameters(paramLabel = "JOB.yaml", description = "The job file.")
  private Path path = Path.of("");

  /**
   * Reads it.
   *
   * @throws CommandException if the password of the database is not where it says
   */
  public Job read() throws JobFileException, CommandException {
    return read(null);
  }

  /**
   * Reads it with another catalogue.
   *
   * @param catalogue the file of one; null for the job's own
   * @throws CommandException if the password of the database is not where it says
   */
  public Job read(@Nullable Path catalogue) throws JobFileException, CommandException {
    Job job = JobFile.read(path, catalogue);
    Secret password = job.output().password();
    if (password != null) {
      try {
        password.resolve();
      } catch (IOException e) {
        throw CommandException.usage(path + ": output.password: " + e.getMessage());
      }
    }
    return job;
  }

  /** Reads it, wherever the secrets are that it names. */
  public Job readWithoutSecrets() throws JobFileException {
    return JobFile.read(path);
  }

  /** As it was given. */
  public Path path() {
    return path;
  }
}
