package com.campaignconversions.marketingapi;

import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.Secret;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What opens ad accounts. It travels in one header, and is masked wherever else it turns up. */
public final class AccessToken {
  /** Meta's have about two hundred; a shorter one would be masked out of ordinary words. */
  private static final int SHORTEST = 10;

  private final String value;
  private final String inUrls;

  private AccessToken(String value) {
    this.value = value;
    this.inUrls = URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /**
   * Takes a secret's value.
   *
   * @throws IllegalArgumentException if no token looks like that; the message does not repeat it
   */
  public static AccessToken of(String value) {
    String token = value.strip();
    if (token.length() < SHORTEST) {
      throw new IllegalArgumentException("is no access token: it is too short");
    }
    if (!token.chars().allMatch(character -> character > ' ' && character < 0x7F)) {
      throw new IllegalArgumentException(
          "is no access token: it holds white space or other characters that none has");
    }
    return new AccessToken(token);
  }

  /**
   * Looks up a client's token where the job file says.
   *
   * @throws IOException if it is not there, or no token looks like that; without the token
   */
  public static AccessToken of(GraphInsights source, String clientId) throws IOException {
    Secret secret = source.tokens().get(clientId);
    if (secret == null) {
      throw new IOException("the job file names none");
    }
    try {
      return of(secret.resolve());
    } catch (IllegalArgumentException e) {
      throw new IOException("what " + secret.place() + " holds " + e.getMessage(), e);
    }
  }

  String header() {
    return "Bearer " + value;
  }

  /** Every answer goes through here first: Meta repeats the token in links and in some errors. */
  byte[] maskedIn(byte[] answer) {
    String bytes = new String(answer, StandardCharsets.ISO_8859_1);
    return bytes.contains(value) || bytes.contains(inUrls)
        ? maskedIn(bytes).getBytes(StandardCharsets.ISO_8859_1)
        : answer;
  }

  /** A text that was read from an answer, in which the token may have been spelled otherwise. */
  String maskedIn(String text) {
    return text.replace(value, "*".repeat(value.length()))
        .replace(inUrls, "*".repeat(inUrls.length()));
  }

  @Override
  public String toString() {
    return "an access token";
  }
}
