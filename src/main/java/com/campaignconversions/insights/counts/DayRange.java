package com.campaignconversions.insights.counts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Days that follow each other, the first and the last included. */
public record DayRange(LocalDate first, LocalDate last) {

  /** Of days counted from 1970 on. */
  public static List<DayRange> of(BitSet days) {
    List<DayRange> ranges = new ArrayList<>();
    for (int first = days.nextSetBit(0); first >= 0; ) {
      int behind = days.nextClearBit(first);
      ranges.add(new DayRange(LocalDate.ofEpochDay(first), LocalDate.ofEpochDay(behind - 1L)));
      first = days.nextSetBit(behind);
    }
    return ranges;
  }

  /** Adds them to days counted from 1970 on. */
  public void addTo(BitSet days) {
    days.set((int) first.toEpochDay(), (int) last.toEpochDay() + 1);
  }
}
