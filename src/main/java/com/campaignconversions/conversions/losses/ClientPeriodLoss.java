package com.campaignconversions.conversions.losses;

import com.campaignconversions.job.LossKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that was lost of a client period, or may have been.
 *
 * @param mayBe whether it is not known to be this client period's: then an account's own total that
 *     matches in everything clears it
 * @param wording how it is told
 * @param count how many rows, lines or the like
 * @param example where the first of them stands and what is wrong with it; empty where the wording
 *     says everything
 * @param remark why nothing follows from it, in brackets with a blank before; else empty
 */
public record ClientPeriodLoss(
    LossKind kind,
    Effect effect,
    boolean mayBe,
    Wording wording,
    long count,
    String example,
    String remark) {
  private static final int MOST_NAMED = 3;

  /** What follows from it. */
  public enum Effect {
    /** Nothing is published. */
    WITHHOLDS,
    /** The numbers are published and not trusted. */
    DISTRUSTS,
    /** It is told, and nothing follows. */
    TOLD
  }

  /**
   * What losses of several kinds have in common.
   *
   * @param one the beginning of a sentence about a single one
   * @param several that about more, behind their number
   * @param wayOut what to do, as the end of the sentence
   */
  record Wording(String one, String several, String wayOut) {}

  /**
   * One that a sentence of its own tells.
   *
   * @param sentence what it is, with an example and the way out; without a full stop
   */
  public ClientPeriodLoss(LossKind kind, Effect effect, boolean mayBe, String sentence) {
    this(kind, effect, mayBe, new Wording(sentence, "", ""), 1, "", "");
  }

  /** Whether it is a row of the client's own that was rejected. */
  public boolean isOfRejectedRow() {
    return !mayBe && kind.isOfRow();
  }

  public ClientPeriodLoss with(Effect other, String otherRemark) {
    return new ClientPeriodLoss(kind, other, mayBe, wording, count, example, remark + otherRemark);
  }

  /** What it is, with an example and the way out; without a full stop. */
  public String sentence() {
    return sentence(List.of(this));
  }

  /** What is told of some losses: of those with the same wording a single sentence. */
  public static List<String> sentences(Collection<ClientPeriodLoss> losses) {
    Map<List<Object>, List<ClientPeriodLoss>> alike = new LinkedHashMap<>();
    for (ClientPeriodLoss loss : losses) {
      alike
          .computeIfAbsent(List.of(loss.wording, loss.remark), none -> new ArrayList<>())
          .add(loss);
    }
    return alike.values().stream().map(ClientPeriodLoss::sentence).toList();
  }

  /** The example is of the most frequent kind. */
  private static String sentence(List<ClientPeriodLoss> alike) {
    EnumMap<LossKind, Long> counts = new EnumMap<>(LossKind.class);
    alike.forEach(loss -> counts.merge(loss.kind, loss.count, Long::sum));
    long together = counts.values().stream().mapToLong(Long::longValue).sum();
    List<LossKind> kinds =
        counts.keySet().stream().sorted(Comparator.comparing(counts::get).reversed()).toList();
    ClientPeriodLoss first =
        alike.stream().filter(loss -> loss.kind == kinds.get(0)).findFirst().orElseThrow();
    Wording wording = first.wording;
    if (first.example.isEmpty()) {
      return wording.one + first.remark;
    }
    return (together == 1 ? wording.one : together + wording.several)
        + (kinds.size() == 1
            ? " (" + first.kind + ", " + first.example + ")"
            : ", such as " + first.kind + " in " + first.example + others(kinds))
        + ": "
        + wording.wayOut
        + first.remark;
  }

  private static String others(List<LossKind> kinds) {
    List<String> names = kinds.stream().skip(1).limit(MOST_NAMED).map(LossKind::name).toList();
    int count = kinds.size() - 1;
    return " (%d other reason%s: %s%s; all are in rejected_insights)"
        .formatted(
            count,
            count == 1 ? "" : "s",
            String.join(", ", names),
            count > MOST_NAMED ? ", …" : "");
  }
}
