package profilegateway.sandbox.profiles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import profilegateway.sandbox.wire.Json;
import profilegateway.sandbox.wire.WrongInput;

/** A file of profiles: JSON Lines, one whole record a line; blank lines are passed over. */
final class ProfileFile {
  private ProfileFile() {}

  /**
   * Adds the records of {@code file} to {@code index}.
   *
   * @throws WrongInput naming file, line and reason
   */
  static void addTo(ProfileIndex index, Path file) {
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (!line.isBlank()) {
        try {
          index.add(Json.readObject(line, "the record"));
        } catch (WrongInput wrong) {
          throw new WrongInput("%s, line %d: %s".formatted(file, number, wrong.getMessage()));
        }
      }
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new WrongInput("%s cannot be read: %s".formatted(file, unreadable));
    }
  }
}
