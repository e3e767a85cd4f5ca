package profilegateway.sandbox.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads mParticle identifiers: signed 64-bit integers, never 0 ("no user" in the SDKs). */
public final class Mpid {
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,20}");

  private Mpid() {}

  /** The mpid that {@code text} writes, or null when it is none. */
  public static @Nullable Long read(@Nullable String text) {
    if (text == null || !INTEGER.matcher(text).matches()) {
      return null;
    }
    try {
      long mpid = Long.parseLong(text);
      return mpid == 0 ? null : mpid;
    } catch (NumberFormatException beyond64Bits) {
      return null;
    }
  }

  /** The mpid that a JSON integer holds, or null when it is none. Text is taken too where {@code orText} says so. */
  public static @Nullable Long read(JsonNode value, boolean orText) {
    boolean fits = value.isIntegralNumber() || (orText && value.isTextual());
    return fits ? read(value.asText()) : null;
  }
}
