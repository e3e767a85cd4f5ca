package profilegateway.config.kinds;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import profilegateway.config.Secret;

/** Kinds of values that name files; a relative path starts at the working directory. */
public final class FileKinds {
  private static final String SECRET_FILE = "a file that exists, can be read and is not empty";

  private FileKinds() {}

  public static Kind<Path> file() {
    return Kind.one("a file that exists and can be read", FileKinds::existingFile);
  }

  public static Kind<List<Path>> filesOrFolders() {
    return Kind.<Path>one("", text -> {
          Path path = path(text);
          if (!Files.exists(path)) {
            throw new Refused(text, "does not exist");
          }
          if (!Files.isReadable(path)) {
            throw new Refused(text, "cannot be read");
          }
          return path;
        })
        .list("files or folders that exist, with commas between them");
  }

  /** A file that holds a secret; its text is looked at, not kept. */
  public static Kind<Secret> secretFile() {
    return Kind.one(SECRET_FILE, text -> {
      Path path = existingFile(text);
      if (content(path, text).isBlank()) {
        throw new Refused(text, "is an empty file");
      }
      return new Secret.InFile(path);
    });
  }

  /** A file that holds the text of a value. */
  public static <T> Kind<T> fileOf(Kind.Reader<T> reader) {
    return Kind.one(SECRET_FILE, text -> {
      String content = content(existingFile(text), text).strip();
      if (content.isEmpty()) {
        throw new Refused(text, "is an empty file");
      }
      return reader.read(content);
    });
  }

  private static String content(Path path, String text) throws Refused {
    try {
      return Files.readString(path);
    } catch (CharacterCodingException e) {
      throw new Refused(text, "is not a text file in UTF-8");
    } catch (IOException e) {
      throw new Refused(text, "cannot be read");
    }
  }

  private static Path existingFile(String text) throws Refused {
    Path path = path(text);
    if (!Files.exists(path)) {
      throw new Refused(text, "does not exist");
    }
    if (Files.isDirectory(path)) {
      throw new Refused(text, "is a folder");
    }
    if (!Files.isReadable(path)) {
      throw new Refused(text, "cannot be read");
    }
    return path;
  }

  private static Path path(String text) throws Refused {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new Refused(text, "is not a path");
    }
  }
}
