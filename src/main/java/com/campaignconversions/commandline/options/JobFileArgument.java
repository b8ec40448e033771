package com.campaignconversions.commandline.options;

import com.campaignconversions.job.Job;
import com.campaignconversions.job.Secret;
import com.campaignconversions.job.file.JobFile;
import com.campaignconversions.job.yaml.JobFileException;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.Wording;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
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
    Job job = readWithoutSecrets();
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
  public Job readWithoutSecrets() throws JobFileException, CommandException {
    if (!Files.exists(path)) {
      List<String> others = others();
      throw CommandException.usage(
          path
              + ": does not exist"
              + (others.isEmpty()
                  ? ""
                  : "; beside it "
                      + (others.size() == 1 ? "is " : "are ")
                      + Wording.some(others, 5)));
    }
    return JobFile.read(path);
  }

  /** What may be meant. */
  private List<String> others() {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
      return StreamSupport.stream(files.spliterator(), false)
          .map(file -> String.valueOf(file.getFileName()))
          .sorted()
          .toList();
    } catch (IOException e) {
      // That it is not there is said all the same.
      return List.of();
    }
  }

  /** As it was given. */
  public Path path() {
    return path;
  }
}
