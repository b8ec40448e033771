package com.campaignconversions.notifications;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.job.Secret;
import com.campaignconversions.job.Secret.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  private final Path file;

  AddressTest(@TempDir Path folder) {
    this.file = folder.resolve("webhook");
  }

  private Address read(String url) throws IOException {
    Files.writeString(file, url);
    return Address.of(new Secret(SecretSource.FILE, file.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hooks.example/services/T0/B0/hunter2",
        "HTTPS://hooks.example/hunter2",
        " https://hooks.example/hunter2\n",
        "http://localhost:8080/hunter2",
        "http://127.0.0.1/hunter2",
        "http://[::1]:1/hunter2"
      })
  void httpsIsSentToAndHttpOnThisMachine(String url) throws IOException {
    assertThat(read(url).uri().toString(), is(url.strip()));
    assertThat(read(url).toString(), is("an address"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hunter2",
        "hooks.example/hunter2",
        "https:hunter2",
        "https:///hunter2",
        "https://hooks.example/hunter2 hunter2",
        "https://hooks.example/%hunter2",
        "ftp://hooks.example/hunter2",
        "file:///etc/hunter2"
      })
  void whatIsNoAddressIsToldAndNotRepeated(String url) {
    assertTold(url, "holds is no URL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.example/hunter2",
        "http://localhost.example/hunter2",
        "http://10.0.0.1/hunter2"
      })
  void httpIsNotSentToAnotherMachine(String url) {
    assertTold(url, "only https: is sent to, and http: on localhost");
  }

  @Test
  void aSecretThatIsNotThereIsNamed() {
    IOException told =
        assertThrows(
            IOException.class, () -> Address.of(new Secret(SecretSource.FILE, file.toString())));

    assertThat(told.getMessage(), is("there is no file " + file));
  }

  private void assertTold(String url, String sentence) {
    IOException told = assertThrows(IOException.class, () -> read(url));

    assertThat(
        told.getMessage(),
        allOf(
            containsString(sentence),
            containsString(file.toString()),
            not(containsString("hunter2")),
            not(containsString("example"))));
    assertThat(told.getCause(), is(nullValue()));
  }
}
