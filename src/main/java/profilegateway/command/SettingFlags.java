package profilegateway.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import profilegateway.config.declared.AllSettings;
import profilegateway.config.declared.Mode;
import profilegateway.config.declared.Setting;

/** A flag for each setting, made from the list of settings. */
final class SettingFlags {
  private SettingFlags() {}

  /** Gives a command the flags of all settings that one of its modes uses, in a group for each section. */
  static void addTo(CommandSpec command, List<Mode> modes) {
    Map<String, ArgGroupSpec.Builder> groups = new LinkedHashMap<>();
    for (Setting<?> setting : AllSettings.list()) {
      if (modes.stream().anyMatch(mode -> AllSettings.isUsed(setting, mode))) {
        ArgGroupSpec.Builder group = groups.computeIfAbsent(setting.section(), SettingFlags::group);
        setting.flags().forEach(flag -> group.addArg(option(setting, flag)));
      }
    }
    groups.values().forEach(group -> command.addArgGroup(group.build()));
  }

  /** The flags that were given, each with its values. */
  static Map<String, List<String>> given(ParseResult parsed) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (OptionSpec option : parsed.matchedOptionsSet()) {
      if (option.userObject() instanceof Setting<?>) {
        given.put(option.longestName(), parsed.matchedOptionValue(option.longestName(), List.of()));
      }
    }
    return given;
  }

  private static ArgGroupSpec.Builder group(String section) {
    return ArgGroupSpec.builder()
        .heading("%nSettings (section " + section + ":)%n")
        .exclusive(false)
        .validate(false)
        .multiplicity("0..1");
  }

  private static OptionSpec option(Setting<?> setting, String flag) {
    String value = setting.key().substring(setting.key().indexOf('.') + 1).toUpperCase(Locale.ROOT);
    OptionSpec.Builder option = OptionSpec.builder(flag)
        .userObject(setting)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(setting.isOnOff() ? "on|off" : value)
        .description(description(setting, flag));
    // Without a value, --graphiql is --graphiql=on. A flag of one value may be repeated only to be
    // refused.
    return (setting.isOnOff() ? option.arity("0..1").fallbackValue("on") : option.arity("1"))
        .build();
  }

  private static String[] description(Setting<?> setting, String flag) {
    String first = setting.flags().get(0);
    if (!flag.equals(first)) {
      return new String[] {"the same as " + first};
    }
    String fallback = setting.defaultDescription();
    return new String[] {
      escaped(setting.description() + (fallback.isEmpty() ? "" : " (" + fallback + ")")),
      escaped("  " + setting.name() + ": " + setting.allowed())
    };
  }

  /** Descriptions are format strings. */
  private static String escaped(String text) {
    return text.replace("%", "%%");
  }
}
