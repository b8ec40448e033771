package com.campaignconversions.commandline;

import com.campaignconversions.results.CommandException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code init}: writes files to begin with. */
@Command(
    name = "init",
    description = "Writes a commented job file, metric catalogue and clients file.",
    mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..1",
      defaultValue = ".",
      description = "Where to; this folder if left out.")
  private Path folder = Path.of(".");

  @Override
  public Integer call() throws CommandException {
    List<Path> written;
    try {
      written = StarterFiles.writeInto(folder);
    } catch (FileAlreadyExistsException e) {
      throw CommandException.failed(e.getFile() + " is there already; nothing was written");
    } catch (IOException e) {
      throw CommandException.failed("the files cannot be written: " + e.getMessage());
    }
    PrintWriter out = spec.commandLine().getOut();
    written.forEach(file -> out.println("wrote " + file));
    out.println("Edit them, then: java -jar campaign-conversions.jar check " + written.get(0));
    out.flush();
    return 0;
  }
}
