package profilegateway.config.reading;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import profilegateway.config.declared.AllSettings;
import profilegateway.config.declared.Given;
import profilegateway.config.declared.Mode;
import profilegateway.config.declared.Problem;
import profilegateway.config.declared.Setting;

/** Settings from flags of the command line. */
final class FlagSource {
  private static final String PLACE = "flag";

  private FlagSource() {}

  /** Reads flags, each with its values; all of them are flags of a setting. */
  static Map<Setting<?>, Given> read(
      Mode mode, Map<String, List<String>> flags, List<Problem> problems) {
    Map<Setting<?>, Given> given = new LinkedHashMap<>();
    flags.forEach((flag, texts) -> {
      Setting<?> setting = AllSettings.flagged(flag);
      Given now = Given.texts(setting, flag, PLACE, texts);
      Given before = given.putIfAbsent(setting, now);
      if (before != null) {
        problems.add(new Problem(
            flag, PLACE, "says the same as " + before.writtenAs() + "; give one of them", null));
      } else if (!AllSettings.isUsed(setting, mode)) {
        problems.add(new Problem(flag, PLACE, "has no effect without --sandbox", null));
      }
    });
    return given;
  }
}
