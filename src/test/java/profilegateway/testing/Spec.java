package profilegateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One behaviour from a readable file: {@code == name}, what is given, {@code --}, what is to come of it. A line that begins
 * with {@code #} before the first of them is about the file.
 *
 * @param given lines, without the blank ones at the end
 * @param expected lines, without the blank ones at the end
 */
public record Spec(String name, String given, String expected) {
  private static final Pattern SECTION = Pattern.compile("^== ", Pattern.MULTILINE);
  private static final Pattern RULE = Pattern.compile("^--$", Pattern.MULTILINE);

  /** The behaviours in a file beside this class's package, {@code profilegateway/specs}. */
  public static List<Spec> read(String file) {
    List<Spec> specs = new ArrayList<>();
    for (String section : SECTION.split(text(file), -1)) {
      if (specs.isEmpty() && section.startsWith("#")) {
        continue;
      }
      int end = section.indexOf('\n');
      String[] parts = RULE.split(section.substring(end + 1), 2);
      specs.add(new Spec(section.substring(0, end), parts[0].stripTrailing(), parts[1].strip()));
    }
    return specs;
  }

  private static String text(String file) {
    String name = "/profilegateway/specs/" + file;
    try (InputStream in = Spec.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .collect(Collectors.joining("\n", "", "\n"));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
