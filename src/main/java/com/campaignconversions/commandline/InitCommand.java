package com.campaignconversions.commandline;

import com.campaignconversions.results.Answer;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.CommandResult;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code init}: writes files to begin with. */
@Command(
    name = "init",
    description = "Writes a commented job file, metric catalogue and clients file.",
    mixinStandardHelpOptions = true)
final class InitCommand implements Callable<CommandResult> {
  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..1",
      defaultValue = ".",
      description = "Where to; this folder if left out.")
  private Path folder = Path.of(".");

  @Override
  public CommandResult call() throws CommandException {
    List<Path> written;
    try {
      written = StarterFiles.writeInto(folder);
    } catch (FileAlreadyExistsException e) {
      throw CommandException.failed(e.getFile() + " is there already; nothing was written");
    } catch (IOException e) {
      throw CommandException.failed("the files cannot be written: " + e.getMessage());
    }
    Answer answer = Answer.ok();
    ArrayNode files = answer.json().put("exit_code", 0).putArray("files");
    for (Path file : written) {
      files.add(file.toString());
      answer.say("wrote " + file);
    }
    String then = "java -jar campaign-conversions.jar %s " + written.get(0);
    return answer
        .say("Name your insights and clients in them, then see which action types there are:")
        .say(then.formatted("actions"))
        .say(
            "Put those that you count into "
                + written.get(2)
                + ", then: "
                + then.formatted("check"));
  }
}
