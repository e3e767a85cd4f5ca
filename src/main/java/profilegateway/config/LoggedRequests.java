package profilegateway.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which requests have a line in the log. */
public enum LoggedRequests {
  ALL,
  /** Those that failed or were slow, and a few of the others. */
  SAMPLED,
  /** Those that failed or were slow. */
  FAILED;

  public static final List<String> WORDS =
      Arrays.stream(values()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();

  public static LoggedRequests of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
