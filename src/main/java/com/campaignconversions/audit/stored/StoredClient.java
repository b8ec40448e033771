package com.campaignconversions.audit.stored;

import com.campaignconversions.clients.Period;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that is stored of one client, oldest period first. */
public final class StoredClient {
  private final String id;
  private final SortedMap<Period, StoredPeriod> periods = new TreeMap<>();

  StoredClient(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  public SortedMap<Period, StoredPeriod> periods() {
    return Collections.unmodifiableSortedMap(periods);
  }

  StoredPeriod at(Period period) {
    return periods.computeIfAbsent(period, none -> new StoredPeriod());
  }
}
