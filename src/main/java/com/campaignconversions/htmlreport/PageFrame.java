package com.campaignconversions.htmlreport;

import com.campaignconversions.records.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * What is around a page: its style, its script, and the policy that forbids everything else, so
 * that nothing is asked for and nothing from outside can run.
 */
final class PageFrame {
  private static final String STYLE = resource("page.css");
  private static final String SCRIPT = resource("page.js");

  private PageFrame() {}

  /** A whole document around the markup of its body. */
  static String around(String title, String body) {
    HtmlWriter html = new HtmlWriter();
    html.markup("<!DOCTYPE html>\n")
        .start("html", "lang", "en")
        .start("head")
        .empty("meta", "charset", "utf-8")
        .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .empty("meta", "name", "color-scheme", "content", "light dark")
        .empty("meta", "name", "referrer", "content", "no-referrer")
        .empty(
            "meta",
            "http-equiv",
            "Content-Security-Policy",
            "content",
            "default-src 'none'; img-src data:; style-src '%s'; script-src '%s'"
                .formatted(digest(STYLE), digest(SCRIPT)))
        .element("title", title)
        .empty("link", "rel", "icon", "href", "data:,")
        .start("style")
        .markup(STYLE)
        .end()
        .end()
        .start("body")
        .start("main")
        .markup(body)
        .end()
        .start("script")
        .markup(SCRIPT)
        .end()
        .end()
        .end();
    return html.html();
  }

  /** By which a policy knows a script or style. */
  private static String digest(String text) {
    return "sha256-"
        + Base64.getEncoder()
            .encodeToString(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(PageFrame.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
