package com.campaignconversions.htmlreport;

import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * HTML and SVG, element by element. Text can become neither markup nor, where somebody copies it
 * into a spreadsheet, a formula.
 */
final class HtmlWriter {
  /** Controls, and halves of pairs of UTF-16, that no browser shows. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]|\\p{Cs}|[\\uFFFE\\uFFFF]");

  private static final Pattern FORMULA = Pattern.compile("^\\s*[=+@\\-\\t\\r]", Pattern.DOTALL);

  private final StringWriter written = new StringWriter();
  private final XMLStreamWriter xml;

  HtmlWriter() {
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(written);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Step {
    void write() throws XMLStreamException;
  }

  private HtmlWriter write(Step step) {
    try {
      step.write();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing into memory cannot fail", e);
    }
  }

  /**
   * Begins an element.
   *
   * @param attributes names and values in turn
   */
  HtmlWriter start(String element, String... attributes) {
    return write(
        () -> {
          xml.writeStartElement(element);
          attributes(attributes);
        });
  }

  /** An element without content, such as a path. */
  HtmlWriter empty(String element, String... attributes) {
    return write(
        () -> {
          xml.writeEmptyElement(element);
          attributes(attributes);
        });
  }

  private void attributes(String... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      xml.writeAttribute(attributes[i], seen(attributes[i + 1]));
    }
  }

  HtmlWriter end() {
    return write(xml::writeEndElement);
  }

  HtmlWriter text(String text) {
    return write(() -> xml.writeCharacters(seen(text)));
  }

  /** An element with a text. */
  HtmlWriter element(String element, String text, String... attributes) {
    return start(element, attributes).text(text).end();
  }

  /**
   * Begins a table in a place of its own, which scrolls where it is too wide; both are to be ended.
   *
   * @param label of the place
   * @param attributes of the table, names and values in turn
   */
  HtmlWriter startTable(String label, String caption, String... attributes) {
    return start("div", "class", "wide", "tabindex", "0", "role", "group", "aria-label", label)
        .start("table", attributes)
        .element("caption", caption);
  }

  /** The line of a table's headers. */
  HtmlWriter headers(List<String> names) {
    start("thead").start("tr");
    names.forEach(name -> element("th", name, "scope", "col"));
    return end().end();
  }

  /** A name from outside, whose direction of writing is its own. */
  HtmlWriter name(String name) {
    return element("bdi", inert(name));
  }

  /** Text that no spreadsheet takes for a formula. */
  static String inert(String text) {
    return FORMULA.matcher(text).find() ? "'" + text : text;
  }

  /** What is markup already, of this product's own making. */
  HtmlWriter markup(String markup) {
    return write(
        () -> {
          xml.writeCharacters("");
          xml.flush();
          written.write(markup);
        });
  }

  private static String seen(String text) {
    return UNSEEN.matcher(text).replaceAll("\uFFFD");
  }

  /** What was written so far. */
  String html() {
    write(xml::flush);
    return written.toString();
  }
}
