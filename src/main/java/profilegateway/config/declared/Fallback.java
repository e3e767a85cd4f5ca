package profilegateway.config.declared;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The default of a setting.
 *
 * @param description the default in words, for help and documents; empty if there is none
 * @param text computes the default as text, from other settings in force; gives null if there is none
 * @param isRequired whether the setting must be set
 */
public record Fallback(
    String description, Function<OtherSettings, @Nullable String> text, boolean isRequired) {

  /** The settings that a default may depend on. {@link Values} implements it, so that no setting depends on how settings are read. */
  public interface OtherSettings {
    Mode mode();

    /** The value in force; null where there is none, or it is invalid. */
    <T> @Nullable T find(Setting<T> setting);

    /** Whether a value was configured for this setting, other than by its default. */
    boolean isGiven(Setting<?> setting);

    /** Whether a value was configured for this setting or its file, even one that cannot be read. */
    boolean isAttempted(Setting<?> setting);
  }

  /** A fixed default. */
  static Fallback to(String text) {
    return new Fallback(text, values -> text, false);
  }

  /** No default; the setting is optional. */
  static Fallback none() {
    return new Fallback("", values -> null, false);
  }

  /** No default; the setting is required. */
  static Fallback required() {
    return new Fallback("", values -> null, true);
  }

  /** A default that depends on other settings. */
  static Fallback to(String description, Function<OtherSettings, @Nullable String> text) {
    return new Fallback(description, text, false);
  }
}
