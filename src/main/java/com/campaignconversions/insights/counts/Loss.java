package com.campaignconversions.insights.counts;

import com.campaignconversions.job.LossKind;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that was lost while a source was read, as it travels to the client periods that it may
 * have belonged to: many of a kind are a count and an example.
 *
 * @param ownerKnown whether it is known to be the client's: a row of its own, not a line in which
 *     its account was read
 * @param clientId null where it may be any client's of which the source has other rows
 * @param file rank of the source
 * @param campaignId null where it is not told or does not matter, as {@code firstDay}
 * @param firstDay null where no day could be read, as {@code lastDay}
 * @param count how many
 * @param example where the first of them stands and what is wrong with it
 */
public record Loss(
    LossKind kind,
    boolean ownerKnown,
    @Nullable String clientId,
    int file,
    @Nullable String campaignId,
    @Nullable LocalDate firstDay,
    @Nullable LocalDate lastDay,
    long count,
    String example) {
  /** Adds it to others: those alike are one with their number, and the first example stays. */
  public void addTo(Map<Loss, Loss> losses) {
    losses.merge(with(0, ""), this, (known, more) -> known.times(more.count));
  }

  /** This loss, as many times more; the example stays. */
  public Loss times(long more) {
    return with(count + more, example);
  }

  private Loss with(long otherCount, String otherExample) {
    return new Loss(
        kind, ownerKnown, clientId, file, campaignId, firstDay, lastDay, otherCount, otherExample);
  }
}
