package com.campaignconversions.insights;

import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.files.InsightFileReader;
import com.campaignconversions.insights.files.WorkList;
import com.campaignconversions.insights.landed.ConnectionSource;
import com.campaignconversions.insights.landed.ReadJdbc;
import com.campaignconversions.insights.landed.SourceException;
import com.campaignconversions.insights.rows.Admission;
import com.campaignconversions.insights.rows.InsightParser;
import com.campaignconversions.insights.rows.RowRouter;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.Job;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job's source, read once more in this process with the eyes of a run, and sorted into one shard.
 * Nothing is asked of Meta: of the Marketing API there are the pages that were kept.
 *
 * @param files what is read, where the source is no database
 * @param connections where it is one
 */
public record WholeSource(Job job, List<InsightFile> files, ConnectionSource connections) {
  public WholeSource {
    files = List.copyOf(files);
  }

  /**
   * Reads it to its end.
   *
   * @param admission which rows are of use
   * @param wanted the client periods that a database is asked for; null for everything
   * @throws SourceException if the job's table cannot be read
   */
  public void read(Admission admission, @Nullable WantedPeriods wanted, RowRouter.Destination out)
      throws IOException {
    RowRouter sorted = new RowRouter(admission, 1, out);
    if (job.insights() instanceof JdbcInsights insights) {
      ReadJdbc.here(job, insights, connections, admission, wanted, sorted);
    } else {
      InsightFileReader reader = new InsightFileReader(InsightParser.of(job));
      for (InsightFile file : files) {
        reader.read(new WorkList.Part(file, 0, file.size()), sorted);
      }
    }
    sorted.finish();
  }
}
