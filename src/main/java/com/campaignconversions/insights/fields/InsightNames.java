package com.campaignconversions.insights.fields;

import com.campaignconversions.job.InsightFields;
import com.campaignconversions.job.metrics.ActionTypes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names that a job's insights hold, and what each means to the job: a row has a hundred actions
 * with four names each, so that is found out once and not in every row.
 *
 * <p>An instance is used by one thread at a time.
 */
public final class InsightNames {
  /** Hostile input could have ever new ones, of any length. */
  private static final int MOST_KNOWN = 10_000;

  private static final int LONGEST_KNOWN = 200;

  /**
   * What splits actions so that Meta leaves some of them out: those in apps, and the value of
   * others ("Restrictions for off-Meta action metrics", Insights API Breakdowns, May 2026).
   */
  public static final Set<String> LOSSY_BREAKDOWNS =
      Set.of(
          "action_device",
          "action_destination",
          "action_target_id",
          "action_carousel_card_id",
          "action_carousel_card_name",
          "action_canvas_component_name");

  /** Of a page of the Graph API, or a table of pandas; in a row they mean nothing. */
  private static final Set<String> PAGE = Set.of("data", "error", "paging", "columns");

  /** What holds a row inside: items of n8n, files of Airbyte, messages of Singer and Airbyte. */
  private static final Set<String> ENVELOPE = Set.of("json", "_airbyte_data", "record", "type");

  /** What a connector says of a row beside it. */
  private static final Set<String> MARKS =
      Set.of("_airbyte_meta", "_sdc_deleted_at", "_fivetran_deleted");

  /** The fields of a row that are used. */
  public enum Field {
    ACCOUNT_ID,
    CLIENT_ID,
    CAMPAIGN_ID,
    ADSET_ID,
    AD_ID,
    CAMPAIGN_NAME,
    ACCOUNT_CURRENCY,
    DATE_START,
    DATE_STOP,
    ATTRIBUTION_SETTING,
    SPEND,
    IMPRESSIONS,
    CLICKS,
    BID_STRATEGY,
    BILLING_EVENT,
    /** Only where some metric is counted by it. */
    OPTIMIZATION_GOAL,
    /** Shown, and nothing is made of it: it says nothing against a row. */
    REACH
  }

  /** What a name is in a row. */
  public enum Use {
    FIELD,
    ARRAY,
    PAGE,
    NEWEST,
    BREAKDOWN,
    MARK,
    ENVELOPE,
    NONE
  }

  private static final Map<String, Field> FIELDS =
      Arrays.stream(Field.values())
          .collect(
              Collectors.toMap(
                  field -> field.name().toLowerCase(Locale.ROOT), Function.identity()));

  private final WantedActions wanted;
  private final @Nullable String newestField;
  private final Map<String, Integer> windowsByKey;
  private final Map<String, Name> known = new HashMap<>();
  private final Set<String> breakdowns;
  private final Set<String> ignored;
  private final List<String> path;

  /**
   * Of what a job counts.
   *
   * @param newestField the field that says which of two rows is newer; null where none does
   * @param fields what the job says of its insights' fields
   */
  public InsightNames(WantedActions wanted, @Nullable String newestField, InsightFields fields) {
    this.wanted = wanted;
    this.newestField = newestField;
    this.breakdowns = fields.breakdowns();
    this.ignored = fields.ignored();
    this.path = fields.path();
    this.windowsByKey = wanted.windowsByKey();
  }

  /** The fields that are used, besides breakdowns, arrays and {@code newest}. */
  public static Set<String> fields() {
    return FIELDS.keySet();
  }

  /** What a connector says of a row beside it. */
  public static Set<String> marks() {
    return MARKS;
  }

  public static boolean isBreakdown(String name) {
    return MetaFields.isBreakdown(name);
  }

  public Name of(String text) {
    Name name = known.get(text);
    if (name == null) {
      name = new Name(text);
      if (known.size() < MOST_KNOWN && text.length() <= LONGEST_KNOWN) {
        known.put(text, name);
      }
    }
    return name;
  }

  /** A member's name or an action type. */
  public final class Name {
    private static final int NONE = -1;

    public final String text;
    public final boolean isBlank;

    /** What it is in a row; {@link #field} or {@link #array} says which. */
    public final Use use;

    public final @Nullable Field field;
    public final int array;
    public final boolean isNewest;

    /** The position of the attribution window that it is in an entry; negative for none. */
    public final int window;

    /** Whether it is a field that nobody knows, whose value may tell two rows apart. */
    public final boolean mayTellApart;

    public final boolean isActionType;
    public final boolean isLossyBreakdown;

    /** Whether it is a number, as rows of a table are named by. */
    public final boolean isNumber;

    /** Whether a table of pandas may have a column or row of this name. */
    public final boolean mayBeOfFrame;

    /** By array; made when it is first asked for, because few names are action types. */
    private int @Nullable [] series;

    /** Whether it is an action type that nobody lists, and like one that somebody lists. */
    private boolean isSimilar;

    private Name(String text) {
      this.text = text;
      isBlank = text.isBlank();
      Field known = FIELDS.get(text);
      field = known == Field.OPTIMIZATION_GOAL && !wanted.areByGoal() ? null : known;
      Integer arrayOrNull = wanted.arrayOrNull(text);
      array = arrayOrNull == null ? NONE : arrayOrNull;
      isNewest = text.equals(newestField);
      window = windowsByKey.getOrDefault(text, NONE);
      isActionType = text.equals("action_type");
      isLossyBreakdown = LOSSY_BREAKDOWNS.contains(text);
      use = use();
      isNumber = !text.isEmpty() && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
      mayBeOfFrame = use != Use.PAGE && use != Use.ENVELOPE && use != Use.MARK;
      // What holds rows in an envelope or page is a plain column in others.
      mayTellApart =
          (use == Use.NONE || use == Use.ENVELOPE || use == Use.PAGE)
              && OtherFields.isNameOfSegment(text)
              && !ignored.contains(text);
    }

    private Use use() {
      if (field != null) {
        return Use.FIELD;
      }
      if (array != NONE) {
        return Use.ARRAY;
      }
      if (PAGE.contains(text)) {
        return Use.PAGE;
      }
      if (MARKS.contains(text)) {
        return Use.MARK;
      }
      if (ENVELOPE.contains(text) || path.contains(text)) {
        return Use.ENVELOPE;
      }
      if (isNewest) {
        return Use.NEWEST;
      }
      return isBreakdown(text) || breakdowns.contains(text) ? Use.BREAKDOWN : Use.NONE;
    }

    /** The series that it is as an action type of an array; negative if nobody counts it. */
    public int series(int ofArray) {
      int[] byArray = series;
      if (byArray == null) {
        byArray = new int[wanted.arrayCount()];
        String folded = ActionTypes.caseFolded(text);
        for (int i = 0; i < byArray.length; i++) {
          byArray[i] = wanted.seriesOfArray(i).getOrDefault(folded, NONE);
        }
        series = byArray;
        isSimilar = Arrays.stream(byArray).allMatch(one -> one < 0) && wanted.isSimilar(text);
      }
      return byArray[ofArray];
    }

    /** To be asked behind {@link #series}. */
    public boolean isSimilar() {
      return isSimilar;
    }
  }
}
