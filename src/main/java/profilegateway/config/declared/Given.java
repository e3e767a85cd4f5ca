package profilegateway.config.declared;

import java.util.ArrayList;
import java.util.List;

/**
 * What a person gave a setting.
 *
 * @param setting what was set
 * @param writtenAs its key as the person wrote it
 * @param place where it was written
 * @param texts its text; for a list, the text of each entry
 */
public record Given(Setting<?> setting, String writtenAs, String place, List<String> texts) {

  /** One text, which is a list in itself where the setting takes one: its entries are kept apart by commas. */
  public static Given text(Setting<?> setting, String writtenAs, String place, String text) {
    return new Given(setting, writtenAs, place, entries(setting, text));
  }

  /** Several texts, each of which may be a list in itself. */
  public static Given texts(
      Setting<?> setting, String writtenAs, String place, List<String> texts) {
    List<String> entries = new ArrayList<>();
    texts.forEach(text -> entries.addAll(entries(setting, text)));
    return new Given(setting, writtenAs, place, List.copyOf(entries));
  }

  private static List<String> entries(Setting<?> setting, String text) {
    if (!setting.isList()) {
      return List.of(text.strip());
    }
    List<String> entries = new ArrayList<>();
    for (String entry : text.split(",", -1)) {
      entries.add(entry.strip());
    }
    return List.copyOf(entries);
  }

  /** What is wrong with it. */
  Problem problem(String wrong) {
    return new Problem(writtenAs, place, wrong, setting.allowed());
  }

  /** The value as it may be shown. */
  public String shown() {
    return setting.isSecret() ? "(set)" : String.join(", ", texts);
  }

  @Override
  public String toString() {
    return writtenAs + " (" + place + ") = " + shown();
  }
}
