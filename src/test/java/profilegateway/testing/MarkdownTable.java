package profilegateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The rows of a table in a document of this repository. */
public final class MarkdownTable {
  private MarkdownTable() {}

  /** The lines of the first table below a heading, without its head. */
  public static List<String> rows(String document, String heading) {
    return text(document)
        .lines()
        .dropWhile(line -> !line.equals(heading))
        .dropWhile(line -> !line.startsWith("|---"))
        .skip(1)
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  private static String text(String document) {
    try {
      return Files.readString(Path.of(document));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
