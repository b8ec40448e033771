package com.campaignconversions.results;

import com.campaignconversions.results.Screen.Item;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a command found or did: one answer, which a person or a program reads. */
public interface CommandResult {
  int exitCode();

  /** Adds its keys to a document that has the keys {@code format} and {@code command} already. */
  void writeTo(ObjectNode json);

  void print(Screen screen);

  /** What needs a person, the worst first. */
  default List<Item> problems() {
    return List.of();
  }
}
