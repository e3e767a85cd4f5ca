package profilegateway.config.reading;

import profilegateway.config.declared.Given;
import profilegateway.config.declared.Setting;
import profilegateway.config.declared.Values;

/**
 * A setting that has an effect, as it may be shown.
 *
 * @param name the setting
 * @param value its text; {@code (set)} for a secret, {@code (not set)} for nothing
 * @param source where it comes from: {@code flag}, {@code environment}, {@code gateway.yaml:4}, {@code default}
 */
public record InForce(String name, String value, String source) {

  static InForce of(Setting<?> setting, Values values) {
    Given given = values.given(setting);
    if (given != null) {
      return new InForce(setting.name(), given.shown(), given.place());
    }
    String text = setting.fallback().text().apply(values);
    return new InForce(setting.name(), text == null ? "(not set)" : text, "default");
  }
}
