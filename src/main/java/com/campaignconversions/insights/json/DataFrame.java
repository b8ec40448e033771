package com.campaignconversions.insights.json;

import com.campaignconversions.insights.fields.InsightNames;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of objects, which may be a table as pandas writes it where nobody says {@code
 * orient='records'}: {@code {"campaign_id": {"0": …}}} by column, or by row {@code {"first":
 * {"campaign_id": …}}}. It is kept as text, and its rows are made one by one.
 */
public final class DataFrame {
  /** In bytes. Only its last column makes a row whole, so that all of it is kept. */
  private static final int LONGEST = 64 << 20;

  private static final Set<InsightNames.Field> COLUMNS_OF_ROWS =
      EnumSet.of(
          InsightNames.Field.ACCOUNT_ID,
          InsightNames.Field.CLIENT_ID,
          InsightNames.Field.CAMPAIGN_ID,
          InsightNames.Field.DATE_START);

  private final Kept kept = new Kept();
  private final List<TableMember> members = new ArrayList<>();

  /** A table that cannot be read as one. */
  public static final class RefusedTable extends JsonProcessingException {
    private static final long serialVersionUID = 1;

    RefusedTable(String reason) {
      super(reason);
    }
  }

  /** A member, and where its object stands among what is kept. */
  public record TableMember(InsightNames.Name name, int from, int to) {}

  /** The rows of a table as JSON, one after the other; null behind the last one. */
  public interface Records {
    byte @Nullable [] next() throws IOException;
  }

  private static final class Kept extends OutputStream {
    private final Bytes bytes = new Bytes();

    /** What is kept is read where it stands. */
    private static final class Bytes extends ByteArrayOutputStream {
      byte[] all() {
        return buf;
      }
    }

    @Override
    public void write(int letter) throws IOException {
      write(new byte[] {(byte) letter}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      if (bytes.size() > LONGEST - length) {
        throw new RefusedTable("a table in one object may have 64 MB: write it as lines");
      }
      bytes.write(from, offset, length);
    }
  }

  /** Keeps the object that has just begun, to its end. */
  public void keep(InsightNames.Name name, JsonTokens tokens) throws IOException {
    int from = kept.bytes.size();
    try (JsonGenerator copy = Json.FACTORY.createGenerator(kept)) {
      tokens.copyTo(copy);
    }
    members.add(new TableMember(name, from, kept.bytes.size()));
  }

  public List<TableMember> members() {
    return members;
  }

  public JsonParser parser(TableMember member) throws IOException {
    return Json.FACTORY.createParser(kept.bytes.all(), member.from(), member.to() - member.from());
  }

  /** The rows; null where it is no table, because neither its columns nor its rows are any. */
  public @Nullable Records records(InsightNames names) throws IOException {
    if (members.stream().anyMatch(member -> isOfRows(member.name()))) {
      return byColumn();
    }
    for (TableMember member : members) {
      if (!isRow(member, names)) {
        return null;
      }
    }
    return byRow();
  }

  private static boolean isOfRows(InsightNames.Name name) {
    return name.field != null && COLUMNS_OF_ROWS.contains(name.field);
  }

  private boolean isRow(TableMember member, InsightNames names) throws IOException {
    try (JsonParser json = parser(member)) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        if (isOfRows(names.of(name))) {
          return true;
        }
        json.nextToken();
        json.skipChildren();
      }
      return false;
    }
  }

  private Records byRow() {
    int[] next = new int[1];
    return () -> {
      if (next[0] == members.size()) {
        return null;
      }
      TableMember member = members.get(next[0]++);
      byte[] record = new byte[member.to() - member.from()];
      System.arraycopy(kept.bytes.all(), member.from(), record, 0, record.length);
      return record;
    };
  }

  /** All columns name the same rows in the same order. */
  private Records byColumn() throws IOException {
    List<JsonParser> columns = new ArrayList<>();
    for (TableMember member : members) {
      JsonParser column = parser(member);
      column.nextToken();
      columns.add(column);
    }
    return () -> {
      ByteArrayOutputStream record = new ByteArrayOutputStream();
      boolean ends = false;
      try (JsonGenerator row = Json.FACTORY.createGenerator(record)) {
        row.writeStartObject();
        String first = columns.get(0).nextFieldName();
        ends = first == null;
        for (int i = 0; i < columns.size(); i++) {
          JsonParser column = columns.get(i);
          String key = i == 0 ? first : column.nextFieldName();
          if (key == null ? first != null : !key.equals(first)) {
            throw new RefusedTable("the columns of a table hold different rows: write it as lines");
          }
          if (key != null) {
            column.nextToken();
            row.writeFieldName(members.get(i).name().text);
            row.copyCurrentStructureExact(column);
          }
        }
        row.writeEndObject();
      }
      return ends ? null : record.toByteArray();
    };
  }

  /** A row out of its cells, which have just begun; empty where it has more than columns. */
  public static byte[] record(List<String> columns, JsonTokens cells) throws IOException {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    int count = 0;
    try (JsonGenerator row = Json.FACTORY.createGenerator(record)) {
      row.writeStartObject();
      for (; cells.next() != JsonToken.END_ARRAY; count++) {
        row.writeFieldName(count < columns.size() ? columns.get(count) : "");
        cells.copyTo(row);
      }
      row.writeEndObject();
    }
    return count > columns.size() ? new byte[0] : record.toByteArray();
  }
}
