package profilegateway.config.declared;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What holds where a setting is not set.
 *
 * @param description the default as a person reads it; empty where there is none
 * @param text the default's text, worked out from other settings in force; null where there is none
 * @param isRequired whether the setting must be set
 */
public record Fallback(
    String description, Function<Values, @Nullable String> text, boolean isRequired) {

  /** This text. */
  static Fallback to(String text) {
    return new Fallback(text, values -> text, false);
  }

  /** Nothing: the setting may be left out. */
  static Fallback none() {
    return new Fallback("", values -> null, false);
  }

  /** Nothing, and the setting must be set. */
  static Fallback required() {
    return new Fallback("", values -> null, true);
  }

  /** A text that depends on other settings. */
  static Fallback to(String description, Function<Values, @Nullable String> text) {
    return new Fallback(description, text, false);
  }
}
