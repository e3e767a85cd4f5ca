package profilegateway.config;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the Profile API is called at all: the switch for a bad day. */
public enum CallsMode {
  /** It is. */
  ON,
  /** It is not; copies that are held are served. */
  CACHE,
  /** It is not; whatever needs it fails at once. */
  OFF;

  /** The word that people write for it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode of a word; empty for any other word. */
  public static Optional<CallsMode> of(String word) {
    return Stream.of(values()).filter(mode -> mode.word().equals(word)).findFirst();
  }
}
