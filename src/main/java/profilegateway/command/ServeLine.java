package profilegateway.command;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;
import profilegateway.config.declared.AllSettings;
import profilegateway.config.declared.Mode;
import profilegateway.config.declared.Setting;

/**
 * A command line of {@code serve}.
 *
 * @param given the flags of settings that were given, each with its values
 */
record ServeLine(Mode mode, Map<String, List<String>> given) {
  static final String SERVE = "serve";
  static final String SANDBOX = "--sandbox";

  static ServeLine of(ParseResult parsed) {
    return new ServeLine(CommandLines.serveMode(parsed), SettingFlags.given(parsed));
  }

  /**
   * Reads a plain one: known flags, each once and with its value. The parser knows all that there is besides, help and wrong
   * usage among it, but takes a tenth of a second to be loaded, which a gateway that is to be ready within one need not spend.
   *
   * @return the same as the parser says; null where the line is not plain
   */
  static @Nullable ServeLine plain(String[] arguments) {
    Mode mode = Mode.SERVE;
    Map<String, Setting<?>> flags = flags();
    Map<String, List<String>> given = new LinkedHashMap<>();
    int first = arguments.length > 0 && arguments[0].equals(SERVE) ? 1 : 0;
    for (int i = first; i < arguments.length; i++) {
      if (arguments[i].equals(SANDBOX) && mode == Mode.SERVE) {
        mode = Mode.SERVE_WITH_SANDBOX;
        continue;
      }
      String[] parts = arguments[i].split("=", 2);
      Setting<?> setting = flags.get(parts[0]);
      boolean isNext = parts.length == 1 && i + 1 < arguments.length;
      if (setting == null || (parts.length == 1 && (setting.isOnOff() || !isNext))) {
        return null;
      }
      String value = isNext ? arguments[++i] : parts[1];
      if (!isPlain(value) || given.put(parts[0], List.of(value)) != null) {
        return null;
      }
    }
    return new ServeLine(mode, given);
  }

  /** What is empty, looks like a flag or has quotes the parser may read as something else. */
  private static boolean isPlain(String value) {
    return !value.isEmpty()
        && !value.startsWith("-")
        && value.indexOf('"') < 0
        && value.indexOf('\'') < 0;
  }

  private static Map<String, Setting<?>> flags() {
    Map<String, Setting<?>> flags = new HashMap<>();
    for (Setting<?> setting : AllSettings.list()) {
      if (AllSettings.isUsed(setting, Mode.SERVE)
          || AllSettings.isUsed(setting, Mode.SERVE_WITH_SANDBOX)) {
        setting.flags().forEach(flag -> flags.put(flag, setting));
      }
    }
    return flags;
  }
}
