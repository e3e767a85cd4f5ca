package profilegateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A document of this repository that users read.
 *
 * @param path from the repository's root
 */
public record Document(Path path, String text) {
  private static final Pattern BLOCK =
      Pattern.compile("^ *```(\\w+)\n(.*?)^ *```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

  /**
   * An example.
   *
   * @param language as it stands behind the three backticks
   */
  public record Block(String language, String text) {
    /** Whether it is a query, or a call of curl. */
    public boolean isRequest() {
      return (language.equals("graphql") && text.startsWith("{")) || text.startsWith("curl ");
    }
  }

  /** The README and all of docs, and what says how to take part, what is new and what is safe. */
  public static List<Document> all() {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
                  .map(Path::of),
              docs.filter(path -> path.toString().endsWith(".md")).sorted())
          .map(Document::read)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public static Document of(String path) {
    return read(Path.of(path));
  }

  private static Document read(Path path) {
    try {
      return new Document(path, Files.readString(path));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Its examples in their order, without what they are indented by in a list. */
  public List<Block> blocks() {
    return BLOCK
        .matcher(text)
        .results()
        .map(found -> new Block(found.group(1), found.group(2).stripIndent().strip()))
        .toList();
  }

  /** The only example of this language that starts so. */
  public Block block(String language, String start) {
    return blocks().stream()
        .filter(block -> block.language().equals(language) && block.text().startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  /** What links to its sections end with, behind the {@code #}. */
  public Set<String> anchors() {
    return HEADING
        .matcher(text)
        .results()
        .map(heading -> heading
            .group(1)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N} _-]", "")
            .replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
