package com.campaignconversions.job.metrics;

import com.campaignconversions.clients.DigitSlip;
import com.campaignconversions.records.Spelling;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which action type that occurs was probably meant by one that a catalogue lists and that never
 * occurs.
 *
 * <p>The names are those of Meta's Marketing API, "Ads Action Stats" and "Conversions API: standard
 * events" as of November 2026.
 */
public final class SimilarActionTypes {
  /** The names under which one event is reported, a line an event. */
  private static final List<List<String>> EVENTS =
      List.of(
          event(
              "omni_purchase purchase offsite_conversion.fb_pixel_purchase onsite_web_purchase"
                  + " onsite_web_app_purchase onsite_app_purchase onsite_conversion.purchase"
                  + " web_in_store_purchase web_app_in_store_purchase"
                  + " app_custom_event.fb_mobile_purchase offline_conversion.purchase"),
          event(
              "omni_search search offsite_conversion.fb_pixel_search onsite_web_search"
                  + " app_custom_event.fb_mobile_search"),
          event(
              "omni_view_content view_content offsite_conversion.fb_pixel_view_content"
                  + " onsite_web_view_content onsite_web_app_view_content"
                  + " onsite_conversion.view_content app_custom_event.fb_mobile_content_view"),
          event(
              "omni_initiated_checkout initiate_checkout"
                  + " offsite_conversion.fb_pixel_initiate_checkout onsite_web_initiate_checkout"
                  + " app_custom_event.fb_mobile_initiated_checkout"),
          event(
              "omni_add_to_cart add_to_cart offsite_conversion.fb_pixel_add_to_cart"
                  + " onsite_web_add_to_cart app_custom_event.fb_mobile_add_to_cart"),
          event(
              "omni_lead lead onsite_web_lead offsite_conversion.fb_pixel_lead"
                  + " onsite_conversion.lead_grouped leadgen_grouped leadgen.other"),
          event(
              "omni_complete_registration complete_registration"
                  + " offsite_conversion.fb_pixel_complete_registration"
                  + " app_custom_event.fb_mobile_complete_registration"),
          event(
              "add_payment_info offsite_conversion.fb_pixel_add_payment_info"
                  + " app_custom_event.fb_mobile_add_payment_info"),
          event(
              "add_to_wishlist offsite_conversion.fb_pixel_add_to_wishlist"
                  + " app_custom_event.fb_mobile_add_to_wishlist"),
          event("omni_app_install app_install mobile_app_install"),
          event(
              "click_to_call_native_call_placed click_to_call_call_confirm call_confirm_grouped"
                  + " phone_number_clicks click_to_call_native_20s_call_connect"));

  private static final Set<String> OTHERS =
      Set.of(
          "ad_click_mobile_app",
          "ad_impression_mobile_app",
          "app_custom_event.fb_mobile_achievement_unlocked",
          "app_custom_event.fb_mobile_activate_app",
          "app_custom_event.fb_mobile_level_achieved",
          "app_custom_event.fb_mobile_rate",
          "app_custom_event.fb_mobile_spent_credits",
          "app_custom_event.fb_mobile_tutorial_completion",
          "app_custom_event.other",
          "app_engagement",
          "app_use",
          "checkin",
          "comment",
          "credit_spent",
          "games.plays",
          "landing_page_view",
          "like",
          "link_click",
          "offsite_conversion.fb_pixel_custom",
          "omni_achievement_unlocked",
          "omni_activate_app",
          "omni_custom",
          "omni_landing_page_view",
          "omni_level_achieved",
          "omni_rate",
          "omni_spend_credits",
          "omni_tutorial_completion",
          "onsite_app_add_to_cart",
          "onsite_app_view_content",
          "onsite_conversion.add_to_cart",
          "onsite_conversion.flow_complete",
          "onsite_conversion.initiate_checkout",
          "onsite_conversion.lead",
          "onsite_conversion.messaging_block",
          "onsite_conversion.messaging_conversation_started_7d",
          "onsite_conversion.messaging_first_reply",
          "onsite_conversion.post_net_save",
          "onsite_conversion.post_save",
          "onsite_conversion.total_messaging_connection",
          "outbound_click",
          "page_engagement",
          "photo_view",
          "post",
          "post_engagement",
          "post_reaction",
          "receive_offer",
          "rsvp",
          "tutorial_completion",
          "video_view");

  /** Events of the array {@code conversions}, one name a channel. */
  private static final List<String> CHANNELLED =
      List.of(
          "cancel_subscription",
          "contact",
          "customize_product",
          "donate",
          "find_location",
          "recurring_subscription_payment",
          "schedule",
          "start_trial",
          "submit_application",
          "subscribe");

  private static final List<String> CHANNELS =
      List.of("", "_total", "_website", "_mobile_app", "_offline", "_on_facebook");

  private static final Map<String, Integer> EVENT_OF = new HashMap<>();
  private static final Set<String> DOCUMENTED = new HashSet<>(OTHERS);

  static {
    CHANNELLED.forEach(event -> CHANNELS.forEach(channel -> DOCUMENTED.add(event + channel)));
    for (int i = 0; i < EVENTS.size(); i++) {
      for (String name : EVENTS.get(i)) {
        EVENT_OF.put(name, i);
        DOCUMENTED.add(name);
      }
    }
  }

  private static final Pattern CUSTOM_CONVERSION =
      Pattern.compile("offsite_conversion\\.custom\\.([0-9]+)");
  private static final List<String> PREFIXES =
      List.of("offsite_conversion.fb_pixel_", "onsite_conversion.", "omni_");

  private SimilarActionTypes() {}

  private static List<String> event(String names) {
    return Arrays.asList(names.split(" ", -1));
  }

  /** Why one name may stand for another. */
  public enum Likeness {
    /** The listed name is none of Meta's and nearly spelt like the other. */
    SPELLING,
    /** Two custom conversions whose numbers are one slip apart. */
    NUMBER,
    /** Two names of one event. */
    EVENT;

    /** Whether the other name was surely meant, so that the number is unknown and not 0. */
    public boolean isSlip() {
      return this != EVENT;
    }
  }

  /**
   * How a type that occurs is like one that is listed and does not.
   *
   * @return null where it is not
   */
  public static @Nullable Likeness between(String listed, String occurring) {
    String wanted = ActionTypes.caseFolded(listed);
    String found = ActionTypes.caseFolded(occurring);
    if (wanted.equals(found)) {
      return null;
    }
    Matcher wantedCustom = CUSTOM_CONVERSION.matcher(wanted);
    Matcher foundCustom = CUSTOM_CONVERSION.matcher(found);
    if (wantedCustom.matches() || foundCustom.matches()) {
      return wantedCustom.matches()
              && foundCustom.matches()
              && DigitSlip.isBetween(foundCustom.group(1), wantedCustom.group(1))
          ? Likeness.NUMBER
          : null;
    }
    if (!DOCUMENTED.contains(wanted)
        && ((Math.abs(wanted.length() - found.length()) <= 1 && Spelling.edits(wanted, found) == 1)
            || plain(wanted).equals(plain(found))
            || plain(wanted).equals(plain(found) + "s")
            || plain(found).equals(plain(wanted) + "s"))) {
      return Likeness.SPELLING;
    }
    Integer event = EVENT_OF.get(wanted);
    return event != null && event.equals(EVENT_OF.get(found)) ? Likeness.EVENT : null;
  }

  /** Without a prefix that says where the event was seen, and with one mark between words. */
  private static String plain(String type) {
    for (String prefix : PREFIXES) {
      if (type.startsWith(prefix)) {
        return type.substring(prefix.length()).replace('.', '_');
      }
    }
    return type.replace('.', '_');
  }
}
