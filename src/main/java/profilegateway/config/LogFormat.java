package profilegateway.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a line of the log is written. */
public enum LogFormat {
  /** As text at a terminal, else as JSON. */
  AUTO,
  TEXT,
  /** One object a line. */
  JSON;

  public static final List<String> WORDS =
      Arrays.stream(values()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();

  public static LogFormat of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
