package com.campaignconversions.benchmark;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;

/** A pipeline that does nothing, to compare start-up with. */
final class EmptyPipeline {
  private EmptyPipeline() {}

  public static void main(String[] arguments) {
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create());
    pipeline.apply(Create.of(1));
    pipeline.run().waitUntilFinish();
  }
}
