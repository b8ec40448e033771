package com.campaignconversions.job;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The name of a secret, which may travel; its value is looked up where it is used and never kept.
 *
 * @param place an environment variable or an absolute path
 */
public record Secret(SecretSource kind, String place) implements Serializable {

  /** Where a secret's value is found. */
  public enum SecretSource {
    ENVIRONMENT_VARIABLE,
    FILE
  }

  /**
   * The value: of a file, its text without the line break at its end.
   *
   * @throws IOException naming the variable or file that is missing, never a value
   */
  public String resolve() throws IOException {
    return switch (kind) {
      case ENVIRONMENT_VARIABLE -> {
        String value = System.getenv(place);
        if (value == null) {
          throw new IOException("the environment variable " + place + " is not set");
        }
        yield value;
      }
      case FILE -> {
        try {
          yield Files.readString(Path.of(place)).stripTrailing();
        } catch (NoSuchFileException e) {
          throw new IOException("there is no file " + place, e);
        } catch (IOException e) {
          throw new IOException("the file " + place + " cannot be read as text", e);
        }
      }
    };
  }
}
