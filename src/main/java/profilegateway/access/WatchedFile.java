package profilegateway.access;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A file whose content is in use, and read again when it has changed. A change that cannot be used changes nothing.
 *
 * @param <T> what the file is read to; an {@link UnusableFile} where that fails
 */
final class WatchedFile<T> {
  private static final long LARGEST = 1024 * 1024;

  private final String name;
  private final Path path;
  private final Function<String, T> reader;
  private final AccessEvents events;
  private String lastText;
  private volatile T content;

  /**
   * Reads a file for the first time. Blocks.
   *
   * @param setting names the file in messages
   * @throws UnusableFile when it cannot be used
   */
  WatchedFile(String setting, Path path, Function<String, T> reader, AccessEvents events) {
    this.name = setting + " " + path;
    this.path = path;
    this.reader = reader;
    this.events = events;
    try {
      this.lastText = text();
      this.content = reader.apply(lastText);
    } catch (UnusableFile wrong) {
      throw new UnusableFile(name + ": " + wrong.getMessage());
    }
  }

  /** What the file held when it could be used last. */
  T content() {
    return content;
  }

  /** Looks whether it has changed. Blocks. */
  synchronized void look() {
    try {
      String text = text();
      if (!text.equals(lastText)) {
        lastText = text;
        content = reader.apply(text);
        events.fileReloaded(name);
      }
    } catch (UnusableFile wrong) {
      events.fileUnusable(name, String.valueOf(wrong.getMessage()));
    }
  }

  private String text() {
    try {
      if (Files.size(path) > LARGEST) {
        throw new UnusableFile("it is larger than 1 MiB");
      }
      String text = Files.readString(path);
      if (text.isBlank()) {
        throw new UnusableFile("it is empty");
      }
      return text;
    } catch (CharacterCodingException notText) {
      throw new UnusableFile("it is not text in UTF-8");
    } catch (IOException unreadable) {
      throw new UnusableFile("it cannot be read");
    }
  }
}
