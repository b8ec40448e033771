package com.campaignconversions.verification;

import com.campaignconversions.records.AtomicFile;
import com.campaignconversions.records.Sha256;
import com.campaignconversions.results.CommandException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * A certificate as a file, with a seal by which damage shows. The seal keeps nobody from making
 * another certificate: who must know that it is the same keeps its digest, or signs it.
 */
final class CertificateFile {
  static final String FORMAT = "campaign-conversions-certificate/1";
  static final String SEAL = "seal";

  private static final long MOST_BYTES = 100L << 20;
  private static final int DEEPEST = 10;
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int LONGEST_NUMBER = 40;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST_TEXT)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private CertificateFile() {}

  /**
   * The SHA-256 of the document without its seal: compact, with its keys in the order they have.
   */
  static String seal(ObjectNode json) {
    ObjectNode bare = json.deepCopy();
    bare.remove(SEAL);
    MessageDigest digest = Sha256.digest();
    digest.update(bare.toString().getBytes(StandardCharsets.UTF_8));
    return Sha256.whole(digest);
  }

  /** Seals it and writes it. */
  static void write(ObjectNode json, Path file) throws CommandException {
    json.put(SEAL, seal(json));
    String text = json.toPrettyString() + "\n";
    if (text.length() > MOST_BYTES / 2) {
      throw CommandException.failed(
          "--certificate="
              + file
              + ": it would have more than 50 MB: choose fewer clients or periods, and make several");
    }
    try {
      AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw CommandException.failed(
          "--certificate=" + file + ": it was not written: " + AtomicFile.why(e));
    }
  }

  /**
   * Reads one.
   *
   * @throws CommandException if it is no certificate, is damaged, or is larger than one can be
   */
  static ObjectNode read(Path file) throws CommandException {
    try {
      if (!Files.isRegularFile(file)) {
        throw bad(file, "there is no such file");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw bad(file, "it has more than 100 MB, which no certificate has");
      }
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      if (!(json instanceof ObjectNode object) || !object.has("format")) {
        throw bad(file, "it is no certificate of this product");
      }
      if (!FORMAT.equals(object.path("format").asText())) {
        throw bad(file, "its format is not " + FORMAT + ", which is the one that is known here");
      }
      if (!seal(object).equals(object.path(SEAL).asText())) {
        throw bad(
            file,
            "its seal does not fit its content, so that it was changed or damaged: take the"
                + " original");
      }
      return object;
    } catch (JsonProcessingException e) {
      throw bad(file, "it is damaged, or no certificate: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw bad(file, "it cannot be read: " + AtomicFile.why(e));
    }
  }

  static CommandException bad(Path file, String why) {
    return CommandException.usage("--against=" + file + ": " + why);
  }
}
