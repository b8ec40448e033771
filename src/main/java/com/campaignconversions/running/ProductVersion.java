package com.campaignconversions.running;

import picocli.CommandLine;

/** The version that the build wrote into the jar. */
public final class ProductVersion implements CommandLine.IVersionProvider {
  public static String text() {
    String version = ProductVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"campaign-conversions " + text()};
  }
}
