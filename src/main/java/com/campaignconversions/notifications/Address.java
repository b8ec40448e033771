package com.campaignconversions.notifications;

import com.campaignconversions.job.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** Where a notice is sent to. It is a secret, and in no message. */
final class Address {
  /** Where nobody listens in. */
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final URI uri;

  private Address(URI uri) {
    this.uri = uri;
  }

  /**
   * Looks it up where the job file says.
   *
   * @throws IOException if it is not there, or nothing may be sent there; without the address
   */
  static Address of(Secret secret) throws IOException {
    String text = secret.resolve().strip();
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      // Its message repeats the URL.
      throw new IOException("what " + secret.place() + " holds is no URL");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    if (host.isEmpty() || !Set.of("http", "https").contains(scheme)) {
      throw new IOException("what " + secret.place() + " holds is no URL that begins with https:");
    }
    if (scheme.equals("http") && !THIS_MACHINE.contains(host)) {
      throw new IOException(
          "what "
              + secret.place()
              + " holds begins with http:, by which anybody on the way could read it: only https:"
              + " is sent to, and http: on localhost");
    }
    return new Address(uri);
  }

  URI uri() {
    return uri;
  }

  @Override
  public String toString() {
    return "an address";
  }
}
