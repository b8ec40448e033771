package com.campaignconversions.results.runs;

import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.variance.MetricJudgement;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * A run in JUnit's XML, which every CI server shows: a case for each client period as a whole and
 * for each of its metrics. What is not trusted is a failure, what is withheld an error, what is
 * missing is skipped.
 */
public final class JUnitReport {
  /** What XML cannot hold, not even escaped. */
  private static final String NO_XML =
      "[^\\t\\n\\r\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]";

  private final RunResult result;
  private final XMLStreamWriter xml;

  private JUnitReport(RunResult result, XMLStreamWriter xml) {
    this.result = result;
    this.xml = xml;
  }

  /** Writes it, in the place of what was there. */
  public static void write(RunResult result, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      XMLStreamWriter xml =
          XMLOutputFactory.newFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
      new JUnitReport(result, xml).write();
      xml.close();
    } catch (XMLStreamException e) {
      throw e.getNestedException() instanceof IOException io ? io : new IOException(e);
    }
  }

  private void write() throws XMLStreamException {
    xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    xml.writeStartElement("testsuites");
    xml.writeStartElement("testsuite");
    attribute("name", result.job().name());
    attribute("timestamp", result.run().started().toString());
    for (ClientPeriodResult one : result.clientPeriods()) {
      clientPeriod(one);
      for (String metric : result.job().metricNames()) {
        metric(one, metric);
      }
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void clientPeriod(ClientPeriodResult one) throws XMLStreamException {
    begin(one, "client period");
    ClientPeriodOutcome outcome = one.outcome();
    String reason = outcome == null ? null : outcome.reason();
    if (one.is(Outcome.WITHHELD)) {
      problem("error", "WITHHELD", reason, null);
    } else if (outcome != null && Boolean.FALSE.equals(outcome.trusted())) {
      if (one.is(Outcome.MISSING)) {
        problem("failure", "STALE", reason, null);
      } else if (outcome.lost() != null) {
        problem("failure", "NOT_TRUSTED", outcome.lost(), null);
      }
    } else if (outcome != null && one.publication() == null) {
      problem("skipped", null, outcome.outcome() + (reason == null ? "" : ": " + reason), null);
    }
    xml.writeEndElement();
  }

  private void metric(ClientPeriodResult one, String metric) throws XMLStreamException {
    begin(one, metric);
    MetricJudgement judgement =
        one.judgements().stream()
            .filter(candidate -> candidate.metric().equals(metric))
            .findFirst()
            .orElse(null);
    if (judgement == null) {
      problem("skipped", null, "nothing was published", null);
    } else if (!judgement.trusted()) {
      problem("failure", judgement.whyNotTrusted(), judgement.evidence(), Advice.of(judgement));
    }
    xml.writeEndElement();
  }

  private void begin(ClientPeriodResult one, String name) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("classname", one.clientPeriod().clientId() + "." + one.clientPeriod().period().id());
    attribute("name", name);
  }

  private void problem(
      String element, @Nullable String type, @Nullable String message, @Nullable String advice)
      throws XMLStreamException {
    xml.writeStartElement(element);
    attribute("message", Objects.toString(message, ""));
    if (type != null) {
      attribute("type", type);
    }
    if (advice != null) {
      xml.writeCharacters(advice.replaceAll(NO_XML, "\uFFFD"));
    }
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, value.replaceAll(NO_XML, "\uFFFD"));
  }
}
