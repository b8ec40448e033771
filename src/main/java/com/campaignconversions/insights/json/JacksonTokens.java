package com.campaignconversions.insights.json;

import com.campaignconversions.insights.fields.InsightNames;
import com.campaignconversions.insights.fields.InsightNumber;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What Jackson reads: all of JSON, and the judge of what is none. */
public record JacksonTokens(JsonParser parser, InsightNames names) implements JsonTokens {
  @Override
  public @Nullable JsonToken next() throws IOException {
    return parser.nextToken();
  }

  @Override
  public InsightNames.@Nullable Name nextName() throws IOException {
    String name = parser.nextFieldName();
    return name == null ? null : names.of(name);
  }

  @Override
  public JsonToken current() {
    return parser.currentToken();
  }

  @Override
  public String text() throws IOException {
    return parser.getText();
  }

  @Override
  public InsightNames.Name name() throws IOException {
    return names.of(parser.getText());
  }

  @Override
  public long wholeNumber() throws IOException {
    return InsightNumber.digits(parser.getText());
  }

  @Override
  public void skip() throws IOException {
    parser.skipChildren();
  }

  @Override
  public void finish() throws IOException {
    parser.finishToken();
  }

  @Override
  public long start() {
    return parser.currentTokenLocation().getByteOffset();
  }

  @Override
  public long end() {
    return parser.currentLocation().getByteOffset();
  }

  @Override
  public void copyTo(JsonGenerator json) throws IOException {
    json.copyCurrentStructureExact(parser);
  }
}
