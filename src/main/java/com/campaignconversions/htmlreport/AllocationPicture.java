package com.campaignconversions.htmlreport;

import com.campaignconversions.publishing.versions.PublishedCampaign;
import com.campaignconversions.records.Wording;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One metric over one allocation key: each campaign is a dot, and two lines show where all dots
 * would be if the total had been divided equally or by the key. Both axes are drawn by square
 * roots, under which a share of the key is a straight line and small campaigns are told apart.
 *
 * @param key what a total might be divided by: {@code spend}, {@code impressions}, {@code clicks}
 *     or a metric
 * @param dots those whose number and key are known
 * @param unknown how many campaigns are not drawn
 */
record AllocationPicture(String metric, String key, List<Dot> dots, int unknown) {
  private static final int WIDTH = 400;
  private static final int HEIGHT = 190;
  private static final int LEFT = 46;
  private static final int RIGHT = 290;
  private static final int TOP = 14;
  private static final int BOTTOM = 160;

  /** Longer names find no room beside the lines. */
  private static final int MOST_LETTERS = 15;

  /** Lines of text closer than that are not read. */
  private static final int LINE = 12;

  /** Where a text begins at its place, as it does by itself. */
  private static final String START = "start";

  private static final String TRUSTED = "#2b6cb0";
  private static final String NOT_TRUSTED = "#d1410c";

  AllocationPicture {
    dots = List.copyOf(dots);
  }

  /** A campaign: neither number is negative. */
  record Dot(double key, double value) {}

  /** Of those campaigns in which both numbers are known. */
  static AllocationPicture of(
      String metric,
      String key,
      List<PublishedCampaign> campaigns,
      Function<PublishedCampaign, @Nullable BigDecimal> keyOf) {
    List<Dot> dots = new ArrayList<>();
    for (PublishedCampaign campaign : campaigns) {
      BigDecimal value = campaign.conversions().get(metric);
      BigDecimal weight = keyOf.apply(campaign);
      if (value != null && weight != null && value.signum() >= 0 && weight.signum() >= 0) {
        dots.add(new Dot(weight.doubleValue(), value.doubleValue()));
      }
    }
    dots.sort(Comparator.comparingDouble(Dot::key));
    return new AllocationPicture(metric, key, dots, campaigns.size() - dots.size());
  }

  /** Whether there is anything to compare: two campaigns, a number and a key. */
  boolean tells() {
    return dots.size() > 1 && total() > 0 && totalKey() > 0;
  }

  private double total() {
    return dots.stream().mapToDouble(Dot::value).sum();
  }

  private double totalKey() {
    return dots.stream().mapToDouble(Dot::key).sum();
  }

  /** As a figure with its caption. */
  void writeTo(HtmlWriter html, boolean trusted) {
    double widest = dots.stream().mapToDouble(Dot::key).max().orElseThrow();
    double equal = total() / dots.size();
    double byKey = total() / totalKey() * widest;
    double highest =
        Math.max(dots.stream().mapToDouble(Dot::value).max().orElseThrow(), Math.max(equal, byKey));
    html.start("figure")
        .element("figcaption", caption())
        .start(
            "svg",
            "role",
            "img",
            "width",
            String.valueOf(WIDTH),
            "viewBox",
            "0 0 " + WIDTH + " " + HEIGHT,
            "font-size",
            "11",
            "fill",
            "currentColor")
        .element("title", metric + " over " + key)
        .element("desc", description(equal));
    axes(html, widest, highest);
    line(html, y(equal, highest), y(equal, highest), "6 4");
    line(html, BOTTOM, y(byKey, highest), "2 3");
    labels(html, equal, y(equal, highest), y(byKey, highest));
    html.empty(
        "path",
        "d",
        path(widest, highest),
        "stroke",
        trusted ? TRUSTED : NOT_TRUSTED,
        "stroke-width",
        "6",
        "stroke-linecap",
        "round");
    html.end().end();
  }

  private String description(double equal) {
    return "%s, a dot each: divided equally all were on the flat line at %s, by %s on the rising one. Square-root scales."
        .formatted(Wording.counted(dots.size(), "campaign"), shown(equal), key);
  }

  private String caption() {
    return metric
        + " over "
        + key
        + (unknown == 0 ? "" : "; not drawn: " + Wording.counted(unknown, "campaign"));
  }

  /** Large numbers without, small ones with two decimals. */
  private static String shown(double number) {
    return Wording.number(
        BigDecimal.valueOf(number)
            .setScale(number >= 100 ? 0 : 2, RoundingMode.HALF_UP)
            .stripTrailingZeros());
  }

  private static double y(double value, double highest) {
    return BOTTOM - (BOTTOM - TOP) * Math.sqrt(value / highest);
  }

  private static double x(double weight, double widest) {
    return LEFT + (RIGHT - LEFT) * Math.sqrt(weight / widest);
  }

  private void axes(HtmlWriter html, double widest, double highest) {
    html.empty(
        "path",
        "d",
        "M%d %dV%dH%d".formatted(LEFT, TOP, BOTTOM, RIGHT),
        "fill",
        "none",
        "stroke",
        "currentColor");
    label(html, LEFT - 5, TOP + 4, "end", shown(highest));
    label(html, LEFT - 5, BOTTOM + 4, "end", "0");
    label(html, RIGHT, BOTTOM + 15, "end", shown(widest));
    label(html, LEFT, BOTTOM + 15, START, "0");
    label(html, (LEFT + RIGHT) / 2, BOTTOM + 15, "middle", shortened(key));
  }

  private static void line(HtmlWriter html, double from, double to, String dashes) {
    html.empty(
        "path",
        "d",
        String.format(Locale.ROOT, "M%d %.0fL%d %.0f", LEFT, from, RIGHT, to),
        "stroke",
        "currentColor",
        "stroke-dasharray",
        dashes);
  }

  private void labels(HtmlWriter html, double equal, double equalY, double keyY) {
    boolean equalAbove = equalY <= keyY;
    double upper = Math.min(equalY, keyY);
    double lower = Math.max(equalY, keyY);
    lower = Math.max(lower, upper + LINE);
    label(html, RIGHT + 7, (equalAbove ? upper : lower) + 4, START, "equal: " + shown(equal));
    label(html, RIGHT + 7, (equalAbove ? lower : upper) + 4, START, "by " + shortened(key));
  }

  private static String shortened(String name) {
    return name.length() <= MOST_LETTERS ? name : name.substring(0, MOST_LETTERS - 1) + "…";
  }

  private static void label(HtmlWriter html, double x, double y, String anchor, String text) {
    String left = String.format(Locale.ROOT, "%.0f", x);
    String top = String.format(Locale.ROOT, "%.0f", y);
    if (anchor.equals(START)) {
      html.element("text", text, "x", left, "y", top);
    } else {
      html.element("text", text, "x", left, "y", top, "text-anchor", anchor);
    }
  }

  /** Each dot is a line of no length with a round end, and is told by its way from the last. */
  private String path(double widest, double highest) {
    StringBuilder path = new StringBuilder();
    long lastX = 0;
    long lastY = 0;
    for (Dot dot : dots) {
      long x = Math.round(x(dot.key(), widest));
      long y = Math.round(y(dot.value(), highest));
      long down = y - lastY;
      path.append('m').append(x - lastX).append(down < 0 ? "" : " ").append(down).append('z');
      lastX = x;
      lastY = y;
    }
    return path.toString();
  }
}
