package profilegateway.config;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What trusted documents mean for operations that are in none of them. */
public enum PersistedMode {
  /** There are no trusted documents. */
  OFF,
  /** They are executed, and logged. */
  LOG,
  /** They are refused. */
  ENFORCE;

  /** The word that people write for it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a word stands for; empty for any other word. */
  public static Optional<PersistedMode> of(String word) {
    return Stream.of(values()).filter(known -> known.word().equals(word)).findFirst();
  }
}
