package profilegateway.config.declared;

import java.util.ArrayList;
import java.util.List;
import profilegateway.config.kinds.Kind;

/** The settings of one section, in the order declared. Filled while its class is loaded, and not changed after. */
final class Section {
  private final List<Setting<?>> settings = new ArrayList<>();

  <T> Setting<T> add(String name, Kind<T> kind, Fallback fallback, String description) {
    return add(Setting.of(name, kind, fallback, description));
  }

  <T> Setting<T> add(Setting<T> setting) {
    settings.add(setting);
    Setting<T> file = setting.file();
    if (file != null) {
      settings.add(file);
    }
    return setting;
  }

  List<Setting<?>> settings() {
    return List.copyOf(settings);
  }
}
