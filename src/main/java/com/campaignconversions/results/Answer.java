package com.campaignconversions.results;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What is said in a few sentences.
 *
 * @param json its keys
 */
public record Answer(int exitCode, ObjectNode json, List<String> sentences)
    implements CommandResult {

  /** That all is well. */
  public static Answer ok() {
    return new Answer(0, JsonNodeFactory.instance.objectNode(), new ArrayList<>());
  }

  /** One more sentence. */
  public Answer say(String sentence) {
    sentences.add(sentence);
    return this;
  }

  @Override
  public void writeTo(ObjectNode document) {
    document.setAll(json);
  }

  @Override
  public void print(Screen screen) {
    if (!screen.quiet()) {
      sentences.forEach(screen::say);
    }
  }
}
