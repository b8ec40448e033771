package com.campaignconversions.marketingapi;

import com.campaignconversions.marketingapi.MarketingApiException.ErrorKind;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer, read to its end and found to be whole JSON, with what stands around its rows.
 *
 * @param data the rows as they were sent, {@code […]}; null where the answer has none
 * @param rows how many
 * @param next the link to the following page; null on the last
 * @param values the other texts and numbers at the top, by name
 */
record Envelope(
    @Nullable ByteBuffer data,
    int rows,
    @Nullable String next,
    @Nullable GraphError fault,
    Map<String, String> values) {
  static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(100).maxNameLength(10_000).build())
          .build();

  /** Beginnings of texts are enough for a person. */
  private static final int LONGEST_TEXT = 300;

  private static final int MOST_VALUES = 100;

  /** What Meta says of its own error; numbers are 0 where it does not. */
  record GraphError(
      String message, long code, long subcode, boolean declaredTransient, @Nullable String trace) {

    /** What a report says of its own end; null where that is nothing. */
    static @Nullable GraphError ofReport(Map<String, String> values) {
      long code = number(values.get("error_code"));
      long subcode = number(values.get("error_subcode"));
      String message = values.getOrDefault("error_user_msg", values.get("error_message"));
      return code == 0 && subcode == 0 && message == null
          ? null
          : new GraphError(message == null ? "no reason" : message, code, subcode, false, null);
    }

    private static long number(@Nullable String text) {
      return text != null && text.matches("-?\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    @Override
    public String toString() {
      return message
          + " (code "
          + code
          + (subcode == 0 ? "" : ", subcode " + subcode)
          + (trace == null ? "" : ", trace " + trace)
          + ")";
    }
  }

  /**
   * Reads an answer.
   *
   * @throws MarketingApiException TRANSIENT, if it is not one whole JSON object
   */
  static Envelope of(byte[] answer) throws MarketingApiException {
    try (JsonParser parser = JSON.createParser(answer)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw broken("is no JSON object");
      }
      Envelope envelope = read(answer, parser);
      if (parser.nextToken() != null) {
        throw broken("goes on behind its end");
      }
      return envelope;
    } catch (JsonProcessingException e) {
      throw broken(
          isForPeople(answer)
              ? "is HTML, as a proxy's or an error's page"
              : "is cut off, or no JSON");
    } catch (IOException e) {
      throw broken("cannot be read");
    }
  }

  private static boolean isForPeople(byte[] answer) {
    String beginning = new String(answer, 0, Math.min(answer.length, 100), StandardCharsets.UTF_8);
    return beginning.strip().startsWith("<");
  }

  private static Envelope read(byte[] answer, JsonParser parser)
      throws IOException, MarketingApiException {
    ByteBuffer data = null;
    int rows = 0;
    String next = null;
    GraphError fault = null;
    Map<String, String> values = new HashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (name.equals("data") && token == JsonToken.START_ARRAY) {
        if (data != null) {
          throw broken("holds its rows twice");
        }
        int start = (int) parser.currentTokenLocation().getByteOffset();
        for (token = parser.nextToken();
            token != JsonToken.END_ARRAY;
            token = parser.nextToken(), rows++) {
          parser.skipChildren();
        }
        int end = (int) parser.currentLocation().getByteOffset();
        if (start < 0 || end <= start || answer[start] != '[' || answer[end - 1] != ']') {
          throw broken("is not UTF-8");
        }
        data = ByteBuffer.wrap(answer, start, end - start).asReadOnlyBuffer();
      } else if (name.equals("paging") && token == JsonToken.START_OBJECT) {
        next = next(parser);
      } else if (name.equals("error") && token != JsonToken.VALUE_NULL) {
        fault = fault(parser);
      } else if (token.isScalarValue()
          && token != JsonToken.VALUE_NULL
          && values.size() < MOST_VALUES) {
        values.put(name, plain(parser.getText()));
      } else {
        parser.skipChildren();
      }
    }
    return new Envelope(data, rows, next, fault, values);
  }

  private static @Nullable String next(JsonParser parser) throws IOException {
    String next = null;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (name.equals("next") && token != JsonToken.VALUE_NULL) {
        // What is no text is no link, and is refused as one.
        next = token.isScalarValue() ? parser.getText() : "";
      }
      parser.skipChildren();
    }
    return next;
  }

  private static GraphError fault(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      String message = parser.currentToken().isScalarValue() ? plain(parser.getText()) : "";
      parser.skipChildren();
      return new GraphError(message, 0, 0, false, null);
    }
    String message = "an error without a message";
    String forPeople = null;
    String trace = null;
    long code = 0;
    long subcode = 0;
    boolean declaredTransient = false;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
        switch (name) {
          case "message" -> message = plain(parser.getText());
          case "error_user_msg" -> forPeople = plain(parser.getText());
          case "code" -> code = parser.getValueAsLong();
          case "error_subcode" -> subcode = parser.getValueAsLong();
          case "is_transient" -> declaredTransient = parser.getValueAsBoolean();
          case "fbtrace_id" -> trace = plain(parser.getText());
          default -> {}
        }
      }
      parser.skipChildren();
    }
    String said =
        forPeople == null || message.contains(forPeople) ? message : message + ": " + forPeople;
    return new GraphError(said, code, subcode, declaredTransient, trace);
  }

  static String plain(String text) {
    String printable = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ").strip();
    return printable.length() <= LONGEST_TEXT
        ? printable
        : printable.substring(0, LONGEST_TEXT) + "…";
  }

  private static MarketingApiException broken(String how) {
    return new MarketingApiException(ErrorKind.TRANSIENT, "an answer " + how);
  }
}
