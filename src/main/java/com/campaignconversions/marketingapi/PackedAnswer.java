package com.campaignconversions.marketingapi;

import com.campaignconversions.marketingapi.MarketingApiException.ErrorKind;
import com.campaignconversions.records.Deadline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/** An answer as it came: packed by gzip, or not. */
final class PackedAnswer {
  private static final int PIECE = 1 << 16;

  private PackedAnswer() {}

  /**
   * Unpacks what begins as gzip does, whatever a header says: no JSON begins so, and on the way
   * from Meta others unpack too, or pack.
   *
   * @param most bytes
   * @throws TimeoutException if that takes too long
   * @throws MarketingApiException TRANSIENT, if it is broken or cut off; TOO_MUCH_DATA
   */
  static byte[] unpacked(byte[] sent, int most, Deadline deadline)
      throws MarketingApiException, TimeoutException {
    if (sent.length < 2 || (sent[0] & 0xFF) != 0x1F || (sent[1] & 0xFF) != 0x8B) {
      return sent;
    }
    ByteArrayOutputStream plain = new ByteArrayOutputStream(Math.min(most, 1 << 20));
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(sent), PIECE)) {
      byte[] piece = new byte[PIECE];
      for (int size = in.read(piece); size >= 0; size = in.read(piece)) {
        if (plain.size() + size > most) {
          throw tooLarge(most);
        }
        if (deadline.isOver()) {
          throw new TimeoutException();
        }
        plain.write(piece, 0, size);
      }
    } catch (IOException e) {
      throw new MarketingApiException(
          ErrorKind.TRANSIENT, "an answer is packed by gzip, and cut off or broken");
    }
    return plain.toByteArray();
  }

  static MarketingApiException tooLarge(int most) {
    return new MarketingApiException(
        ErrorKind.TOO_MUCH_DATA, "an answer has more than " + most + " bytes");
  }
}
