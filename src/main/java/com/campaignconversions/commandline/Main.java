package com.campaignconversions.commandline;

/** Where {@code java -jar} starts. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(2);
  }
}
