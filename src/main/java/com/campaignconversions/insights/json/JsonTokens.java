package com.campaignconversions.insights.json;

import com.campaignconversions.insights.fields.InsightNames;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON text, one token after the other, as far as an insight needs it: elements of an array are
 * asked for with {@link #next}, members of an object with {@link #nextName} and then {@link #next}.
 */
public interface JsonTokens {
  /** Moves to the next value, or to the end of an array; null at the end of the text. */
  @Nullable JsonToken next() throws IOException;

  /** Moves to the next member of an object and tells its name; null at the object's end. */
  InsightNames.@Nullable Name nextName() throws IOException;

  JsonToken current();

  /** The current text, number, truth value or null as text. */
  String text() throws IOException;

  /** The current text as a name that may come again. */
  InsightNames.Name name() throws IOException;

  /**
   * The current text or number, where it is nothing but 1 to 18 digits; -1 where it is anything
   * else, numbers with a point among them.
   */
  long wholeNumber() throws IOException;

  /** Moves to the end of the array or object that has just begun; stays where anything else is. */
  void skip() throws IOException;

  /** Reads the current value to its end, so that {@link #end} is known. */
  void finish() throws IOException;

  /** The byte with which the current value begins. */
  long start();

  /** The byte behind what has been read. */
  long end();

  /** Writes the current value, as exact as it stands; the parser is then at its end. */
  void copyTo(JsonGenerator json) throws IOException;
}
