package profilegateway.config;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may have the schema told: all of it, or nothing. */
public enum Introspection {
  /** Everybody. */
  ON,
  /** Callers who say who they are. */
  AUTHENTICATED,
  /** Nobody. */
  OFF;

  /** The word that people write for it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a word stands for; empty for any other word. */
  public static Optional<Introspection> of(String word) {
    return Stream.of(values()).filter(known -> known.word().equals(word)).findFirst();
  }
}
