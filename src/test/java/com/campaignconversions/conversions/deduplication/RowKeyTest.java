package com.campaignconversions.conversions.deduplication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import com.campaignconversions.conversions.deduplication.RowKey.Days;
import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.insights.rows.RowText;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowKeyTest {
  private static RowText row() {
    return RowText.ofCampaign("10");
  }

  private static RowKey key(RowText row) {
    return RowKey.of(Rows.one(row));
  }

  /** Days of November 2025. */
  private static Days days(int first, int last) {
    return new Days(LocalDate.of(2025, 11, first), LocalDate.of(2025, 11, last));
  }

  @Test
  void rowsOfTheSameThingAndDaysHaveOneKeyWhateverTheirNumbers() {
    RowKey one = key(row().field("spend", "5").field("campaign_name", "A"));
    RowKey other = key(row().field("spend", "6").field("campaign_name", "B"));

    assertThat(one, is(other));
    assertThat(one.hashCode(), is(other.hashCode()));
  }

  @Test
  void anAdIsTheSameWithAndWithoutItsAdSet() {
    assertThat(
        key(row().field("ad_id", "7")), is(key(row().field("adset_id", "6").field("ad_id", "7"))));
  }

  @Test
  void anAdSetIsAnotherThanAnAdOfItsNumberAndThanItsCampaign() {
    RowKey adSet = key(row().field("adset_id", "7"));

    assertThat(adSet, is(not(key(row().field("ad_id", "7")))));
    assertThat(adSet, is(not(key(row()))));
    assertThat(adSet, is(not(key(row().field("adset_id", "8")))));
  }

  @Test
  void otherDaysAreAnotherRow() {
    RowKey key = key(row().days("2025-11-01", "2025-11-07"));

    assertThat(key(row().days("2025-11-01", "2025-11-08")), is(not(key)));
    assertThat(key(row().days("2025-11-02", "2025-11-07")), is(not(key)));
  }

  @Test
  void otherBreakdownsAndOtherValuesOfThemAreAnotherRow() {
    RowKey key = key(row().field("age", "18-24"));

    assertThat(key, is(key(row().field("age", "18-24"))));
    assertThat(key, is(not(key(row().field("age", "25-34")))));
    assertThat(key, is(not(key(row().field("country", "18-24")))));
    assertThat(key, is(not(key(row()))));
  }

  @Test
  void anotherAccountIsAnotherRow() {
    RowKey ofOne = new RowKey("1", 0, null, "", "", days(1, 30));

    assertThat(new RowKey("1", 0, null, "", "", days(1, 30)), is(ofOne));
    assertThat(new RowKey("2", 0, null, "", "", days(1, 30)), is(not(ofOne)));
    assertThat(new RowKey(null, 0, null, "", "", days(1, 30)), is(not(ofOne)));
  }

  @Test
  void rowsOfOneLevelAndOneBreakdownCanBeAddedUp() {
    RowKey ad = key(row().field("ad_id", "7").field("age", "18-24"));

    assertThat(ad.isOfTheKindOf(key(row().field("ad_id", "8").field("age", "25-34"))), is(true));
    assertThat(
        ad.isOfTheKindOf(key(row().field("adset_id", "8").field("age", "25-34"))), is(false));
    assertThat(ad.isOfTheKindOf(key(row().field("ad_id", "8"))), is(false));
    assertThat(ad.isOfTheKindOf(key(row().field("ad_id", "8").field("gender", "male"))), is(false));
  }

  @Test
  void daysOverlapWhereTheyShareOne() {
    assertThat(days(1, 7).overlaps(days(7, 9)), is(true));
    assertThat(days(7, 9).overlaps(days(1, 7)), is(true));
    assertThat(days(1, 30).overlaps(days(7, 7)), is(true));
    assertThat(days(7, 7).overlaps(days(1, 30)), is(true));
    assertThat(days(1, 7).overlaps(days(8, 9)), is(false));
    assertThat(days(8, 9).overlaps(days(1, 7)), is(false));
  }

  @Test
  void earlierDaysComeFirstAndOfTheSameBeginningTheShorter() {
    assertThat(days(1, 9).compareTo(days(2, 3)), is(lessThan(0)));
    assertThat(days(1, 3).compareTo(days(1, 9)), is(lessThan(0)));
    assertThat(days(1, 3).compareTo(days(1, 3)), is(0));
  }

  @Test
  void daysAreToldAsAPartOfASentence() {
    assertThat(days(7, 7).toString(), is("on 2025-11-07"));
    assertThat(days(1, 7).toString(), is("from 2025-11-01 to 2025-11-07"));
  }

  @Test
  void allDaysAreCountedFromTheFirstOfThePeriod() {
    List<Insight> rows =
        Rows.read(0, row().on("2025-11-01"), row().days("2025-11-29", "2025-11-30"));
    BitSet days = new BitSet();
    days.set(0);
    days.set(28, 30);

    assertThat(Days.ofAll(rows), is(days));
    assertThat(Days.ofAll(List.of()), is(new BitSet()));
  }
}
