package com.campaignconversions.commandline;

import picocli.CommandLine;

/** The version that the build wrote into the jar. */
final class ProductVersion implements CommandLine.IVersionProvider {
  static String text() {
    String version = ProductVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"campaign-conversions " + text()};
  }
}
