package com.campaignconversions.commandline;

import com.campaignconversions.conversions.preview.Finding;
import com.campaignconversions.conversions.preview.Finding.Weight;
import com.campaignconversions.job.yaml.JobFileException.JobFileProblem;
import com.campaignconversions.publishing.runs.ExitCode;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.results.Screen;
import com.campaignconversions.results.Screen.Item;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code check} found, gathered while it looks. */
final class CheckResult implements CommandResult {
  private static final Pattern KEY_FIRST =
      Pattern.compile(
          "((?:insights|output|audit|attribution|notify)[\\w.\\[\\]]*(?: or [\\w.]+)?): (.*)",
          Pattern.DOTALL);

  private final String file;
  private final List<Item> facts = new ArrayList<>();
  private final List<JobFileProblem> problems = new ArrayList<>();
  private ExitCode exitCode = ExitCode.OK;
  private final List<Finding> findings = new ArrayList<>();
  private boolean whole = true;
  private boolean fails;

  /**
   * Of a job file that can be read.
   *
   * @param file as it was given
   */
  CheckResult(String file) {
    this.file = file;
  }

  /** What is as it should be. */
  void fact(String about, String sentence) {
    facts.add(new Item(about, Wording.sentence(sentence)));
  }

  /**
   * Something for which a run would fail.
   *
   * @param key of the job file, where the message does not begin with one itself
   * @param code of the command, if it is the first
   */
  void problem(String key, @Nullable String message, ExitCode code) {
    Matcher exact = KEY_FIRST.matcher(String.valueOf(message));
    String at = exact.matches() ? exact.group(1) : key;
    String told = exact.matches() ? exact.group(2) : String.valueOf(message);
    exitCode = problems.isEmpty() ? code : exitCode;
    fails = true;
    if (problems.stream().noneMatch(one -> one.sentence().equals(told))) {
      problems.add(new JobFileProblem(file, 0, at, told));
    }
  }

  /** Something that is not as its file says: numbers of a run would not be what is expected. */
  void wrong(JobFileProblem problem) {
    exitCode = problems.isEmpty() ? ExitCode.FAILED : exitCode;
    problems.add(problem);
  }

  /** Something for which what is published would not be trusted. */
  void doubt(String kind, String message) {
    findings.add(new Finding(Weight.DISTRUSTED, kind, message, null));
  }

  /** Something that is told, and nothing follows. */
  void note(String kind, String message) {
    findings.add(new Finding(Weight.NOTED, kind, message, null));
  }

  /**
   * What a look into the insights brought.
   *
   * @param toTheirEnd whether they were looked at to their end
   */
  void findings(List<Finding> found, boolean toTheirEnd) {
    findings.addAll(found);
    whole = toTheirEnd;
  }

  @Override
  public int exitCode() {
    return (problems.isEmpty() && is(Weight.IN_THE_WAY) ? ExitCode.FAILED : exitCode).number();
  }

  private boolean is(Weight weight) {
    return findings.stream().anyMatch(finding -> finding.weight() == weight);
  }

  @Override
  public void writeTo(ObjectNode json) {
    json.put("exit_code", exitCode());
    CommandRun.writeTo(json, problems);
    ArrayNode found = json.putArray("findings");
    for (Finding one : findings) {
      found
          .addObject()
          .put("weight", one.weight().name())
          .put("kind", one.kind())
          .put("message", one.message())
          .put("source", one.source());
    }
    ArrayNode said = json.putArray("facts");
    facts.forEach(item -> said.addObject().put("about", item.label()).put("message", item.text()));
  }

  @Override
  public List<Item> problems() {
    List<Item> items = new ArrayList<>();
    problems.forEach(
        one -> items.add(new Item(fails ? "FAILS" : "WRONG", Wording.sentence(one.toString()))));
    for (Weight weight : Weight.values()) {
      String label =
          switch (weight) {
            case IN_THE_WAY -> "IN THE WAY";
            case DISTRUSTED -> "DOUBTFUL";
            case NOTED -> "NOTED";
          };
      findings.stream()
          .filter(finding -> finding.weight() == weight)
          .forEach(one -> items.add(new Item(label, Wording.sentence(one.message()))));
    }
    return items;
  }

  @Override
  public void print(Screen screen) {
    List<Item> items = problems();
    if (screen.quiet() && items.isEmpty()) {
      return;
    }
    screen.say(verdict());
    screen.emptyLine();
    if (!items.isEmpty()) {
      Screen.Shown shown = screen.say(items);
      if (shown.leftOut() > 0 || shown.cut()) {
        screen.say(
            (shown.leftOut() > 0
                    ? Wording.count(shown.leftOut()) + " more, and what is cut"
                    : "What is cut")
                + ": --all prints it whole.");
      }
      screen.emptyLine();
    }
    if (!screen.quiet()) {
      screen.list(facts);
    }
  }

  private String verdict() {
    if (!problems.isEmpty()) {
      return fails
          ? "A run would fail."
          : "A run would publish, but other numbers than the catalogue's examples say.";
    }
    if (is(Weight.IN_THE_WAY)) {
      return "A run would fail or withhold something: see what is in the way.";
    }
    if (is(Weight.DISTRUSTED)) {
      return "A run would publish, but not all of it would be trusted: see what is doubtful.";
    }
    return "Nothing stands in the way of a run"
        + (whole ? "." : ", as far as its insights were looked at.");
  }
}
