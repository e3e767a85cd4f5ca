package profilegateway.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What becomes of a request that is beyond a limit. */
public enum LimitsMode {
  /** It is counted. */
  MEASURE,
  /** It is counted, and the log tells of it. */
  WARN,
  /** It is refused. */
  ENFORCE;

  public static final List<String> WORDS =
      Arrays.stream(values()).map(LimitsMode::word).toList();

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static LimitsMode of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
