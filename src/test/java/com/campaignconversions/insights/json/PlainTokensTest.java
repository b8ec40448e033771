package com.campaignconversions.insights.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.insights.fields.InsightNames;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.job.InsightFields;
import com.campaignconversions.job.file.SmallJob;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever {@link PlainTokens} reads to its end, Jackson reads the same way; whatever Jackson
 * refuses, it gives up. {@code -Dtokens.fuzz=10000000} looks longer than the build does.
 */
final class PlainTokensTest {
  private static final int TEXTS = Integer.getInteger("tokens.fuzz", 60_000);
  private static final long SEED = Long.getLong("tokens.seed", 20251122);

  private static final InsightNames NAMES =
      new InsightNames(WantedActions.of(SmallJob.ofBelmonte().build()), null, InsightFields.USUAL);

  /** One for all texts: what it has learned of earlier ones must change nothing. */
  private static final PlainTokens PLAIN = new PlainTokens(NAMES);

  private static final List<String> BRICKS =
      List.of(
          "\"",
          "\\",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "-",
          "0",
          "1",
          "007",
          "1.",
          ".5",
          "1.5",
          "1e5",
          "1E-2",
          "-0",
          "true",
          "false",
          "null",
          "nul",
          "NaN",
          "-Infinity",
          "\"json\":{",
          "\"0\":{",
          "}{",
          " ",
          "\t",
          "\r",
          "\n",
          "\0",
          "\1",
          "\\u0105",
          "\\ud83c\\udf77",
          "\\ud83c",
          "\\u12",
          "\\n",
          "\\x",
          "\\\"",
          "\\/",
          "ą",
          "🍷",
          "\u00c0\u0080",
          "\u00ed\u00a0\u0080",
          "\u00f5\u0080\u0080\u0080",
          "\u00e2\u0082",
          "\u00ff",
          "//",
          "/*",
          "'",
          "\"\"",
          "{}",
          "[]",
          "\"a\":",
          "\"actions\":[",
          "\u00ef\u00bb\u00bf",
          "12345678901234567890",
          "0000000000000000000012",
          "\"action_type\":\"omni_search\"");

  @Test
  void readsOrdinaryRowsToTheirEnd() throws IOException {
    int rows = 0;
    try (Stream<Path> files = Files.walk(Path.of("testdata/insights"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
        for (String line : Files.readAllLines(file)) {
          if (line.startsWith("{\"") && jackson(line.getBytes(UTF_8), 1) != null) {
            assertThat(line, plain(line.getBytes(UTF_8), 1), is(notNullValue()));
            rows++;
          }
        }
      }
    }
    assertThat(rows, is(greaterThan(100)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": \"b\", \"c\": [1, -2.50, true, false, null, \"\"], \"d\": {}}",
        " [ ] ",
        "{\"name\":\"Wzg\\u00f3rze \\\"Zamkowe\\\" \\ud83c\\udf77 – ą🍷\"}",
        "{\"value\":\"559\",\"other\":559}",
        "[[[[]]],{\"a\":{\"b\":[{}]}}]"
      })
  void readsWhatIsPlain(String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    for (int seed = 0; seed < 50; seed++) {
      assertThat(plain(bytes, seed), is(notNullValue()));
      assertThat(plain(bytes, seed), is(jackson(bytes, seed)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1",
        "\"a\"",
        "{",
        "{\"a\"",
        "{\"a\":}",
        "{\"a\":1,}",
        "[1,]",
        "[,1]",
        "{,}",
        "[1 2]",
        "{\"a\" 1}",
        "{\"a\":01}",
        "{\"a\":-}",
        "{\"a\":1.}",
        "{\"a\":truer}",
        "{\"a\":nul}",
        "{} {}",
        "{}]",
        "{]",
        "[}",
        "{\"a\":\"b}",
        "{\"a\":\"\\q\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\t\"}"
      })
  void givesUpWhatIsNoJsonOrUnusual(String json) throws IOException {
    assertThat(plain(json.getBytes(UTF_8), 1), is(nullValue()));
  }

  @Test
  void agreesWithJacksonOnWhateverItReads() throws IOException {
    List<byte[]> rows = rows();
    Random random = new Random(SEED);
    int read = 0;
    for (int i = 0; i < TEXTS; i++) {
      byte[] text = changed(rows.get(random.nextInt(rows.size())), random);
      int seed = random.nextInt();
      List<String> plain = plain(text, seed);
      if (plain != null) {
        read++;
        assertThat("seed " + SEED + ": " + new String(text, UTF_8), plain, is(jackson(text, seed)));
      }
    }
    assertThat("texts that both read", read, is(greaterThan(TEXTS / 10)));
  }

  @Test
  void forgetsNamesThatDoNotComeAgain() throws IOException {
    InsightNames names =
        new InsightNames(
            WantedActions.of(SmallJob.ofBelmonte().build()), null, InsightFields.USUAL);
    PlainTokens tokens = new PlainTokens(names);
    // It stays known, and holds on to those behind it, which take each other's place.
    nameOf(tokens, "first");
    for (int i = 0; i < 20_000; i++) {
      nameOf(tokens, "the same " + i + " the same");
    }
    WeakReference<InsightNames.Name> once =
        new WeakReference<>(nameOf(tokens, "the same -1 the same"));
    for (int i = 20_000; i < 200_000; i++) {
      nameOf(tokens, "the same " + i + " the same");
    }
    for (int attempt = 0; once.get() != null && attempt < 10; attempt++) {
      System.gc();
    }
    assertThat(once.get(), is(nullValue()));
    assertThat("still in use", nameOf(tokens, "last"), is(notNullValue()));
  }

  private static InsightNames.@Nullable Name nameOf(PlainTokens tokens, String name)
      throws IOException {
    byte[] line = ("{\"" + name + "\":1}").getBytes(UTF_8);
    tokens.of(line, 0, line.length);
    tokens.next();
    return tokens.nextName();
  }

  private static List<byte[]> rows() {
    List<byte[]> rows = new ArrayList<>();
    rows.add("{}".getBytes(UTF_8));
    rows.add("[{\"a\":[1,2.5,-3,\"x\",null,true,false]},[],\"\"]".getBytes(UTF_8));
    rows.add(
        ("{\"account_id\":\"438600948208231\",\"campaign_name\":\"Wzg\\u00f3rze 🍷\",\"spend\":12.50,"
                + "\"actions\":[{\"action_type\":\"omni_search\",\"value\":\"20\",\"7d_click\":20},"
                + " {\"action_type\" : \"offsite_conversion.fb_pixel_custom.Zażółć\", \"value\":\"\"},"
                + "null],\"action_values\":null,\"date_start\":\"2025-11-01\"}")
            .getBytes(UTF_8));
    rows.add(
        "{\"json\":{\"campaign_id\":\"1\",\"reach\":NaN}}{\"0\":{\"a\":null}}".getBytes(UTF_8));
    rows.add("{\"data\":[{\"campaign_id\":\"1\"}],\"paging\":{\"next\":\"x\"}}".getBytes(UTF_8));
    return rows;
  }

  /** A few bytes taken out, put in, repeated or changed. */
  private static byte[] changed(byte[] row, Random random) {
    StringBuilder text = new StringBuilder(new String(row, ISO_8859_1));
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), at + 1 + random.nextInt(6));
      switch (random.nextInt(5)) {
        case 0 -> text.delete(at, to);
        case 1 -> text.insert(at, text.substring(at, to));
        case 2 -> text.insert(at, (char) random.nextInt(256));
        default -> {
          String brick = BRICKS.get(random.nextInt(BRICKS.size()));
          boolean bytes = brick.chars().allMatch(character -> character < 256);
          text.insert(at, bytes ? brick : new String(brick.getBytes(UTF_8), ISO_8859_1));
        }
      }
    }
    return text.toString().getBytes(ISO_8859_1);
  }

  private static @Nullable List<String> plain(byte[] text, int seed) throws IOException {
    byte[] buffer = new byte[text.length + 10];
    System.arraycopy(text, 0, buffer, 7, text.length);
    buffer[text.length + 7] = '"';
    PLAIN.of(buffer, 7, text.length);
    try {
      return walk(PLAIN, seed);
    } catch (PlainTokens.Unusual e) {
      return null;
    }
  }

  private static @Nullable List<String> jackson(byte[] text, int seed) throws IOException {
    try (JsonParser parser = Json.FACTORY.createParser(text)) {
      return walk(new JacksonTokens(parser, NAMES), seed);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** Everything that the tokens say, on a way through them that the seed decides. */
  private static List<String> walk(JsonTokens tokens, int seed) throws IOException {
    List<String> said = new ArrayList<>();
    Random random = new Random(seed);
    if (tokens.next() != null) {
      value(tokens, random, said);
      said.add("end " + tokens.end());
      said.add("then " + tokens.next());
    }
    return said;
  }

  private static void value(JsonTokens tokens, Random random, List<String> said)
      throws IOException {
    JsonToken token = tokens.current();
    said.add(token + " at " + tokens.start());
    boolean skips = random.nextInt(5) == 0;
    if (skips) {
      tokens.skip();
    } else if (token == JsonToken.START_OBJECT) {
      for (InsightNames.Name name = tokens.nextName(); name != null; name = tokens.nextName()) {
        said.add(name.text);
        tokens.next();
        value(tokens, random, said);
      }
    } else if (token == JsonToken.START_ARRAY) {
      while (tokens.next() != JsonToken.END_ARRAY) {
        value(tokens, random, said);
      }
    } else if (random.nextBoolean()) {
      said.add(tokens.text() + ' ' + tokens.wholeNumber());
      if (token == JsonToken.VALUE_STRING && random.nextBoolean()) {
        said.add(tokens.name().text);
      }
    }
    tokens.finish();
    said.add(tokens.current() + " to " + tokens.end());
  }
}
